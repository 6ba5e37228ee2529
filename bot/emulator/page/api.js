// What people do, told to the server; a refusal comes back as an Error with a readable text.

async function sent(path, options) {
  const response = await fetch(`/_chat/${path}`, { method: "POST", ...options });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || "That did not work.");
  return answer;
}

export const post = (path, body = {}) =>
  sent(path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const get = (path) => sent(path, { method: "GET" });

export function upload(personId, file, caption) {
  const form = new FormData();
  form.append("file", file);
  form.append("caption", caption);
  return sent(`people/${personId}/upload`, { body: form });
}

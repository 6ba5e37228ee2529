"""One module a language, named by its code, beside its words of time; each gives ``WISHES`` and ``LIGHT``.

Of each wish a text with its templates, one a line; a line that ends in ``|`` goes on in the next.
"""

"""The web port: what Telegram calls, and what a load balancer and a monitor ask."""

"""The settings of delivery: `mail.yaml`, the password and where it is kept, the check of both servers."""

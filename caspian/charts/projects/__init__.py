"""Charts of joint projects."""

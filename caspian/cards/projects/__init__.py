"""Cards of joint projects."""

"""CHECK: rules applied to the copy, the pages and the finished files; each failure is a finding."""

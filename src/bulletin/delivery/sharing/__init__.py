"""SHARE: pictures, post text and descriptions for Zalo and Facebook. Files to drag in; nothing is posted."""

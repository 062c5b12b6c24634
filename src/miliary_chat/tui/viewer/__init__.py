"""The viewer: a picture to look about in, by keys, by mouse and by the tutor's finger."""

from cms.posts.models.post import Decision, Post, PostConcern

__all__ = ["Decision", "Post", "PostConcern"]

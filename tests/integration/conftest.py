from tests.support.not_made import no_paper

__all__ = ["no_paper"]

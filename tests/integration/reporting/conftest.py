from tests.support.lots import no_lot_falls

__all__ = ["no_lot_falls"]

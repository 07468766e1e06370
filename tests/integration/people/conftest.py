from tests.support.school_people import *  # noqa: F403

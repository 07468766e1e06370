"""School Link: schools and specialist help, in one place."""

from school_link.urls import consultation, programme

urlpatterns = [*consultation.urlpatterns, *programme.urlpatterns]

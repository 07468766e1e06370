from django.urls import path

from cms.directory.views import keeping, open_data, partner, public

urlpatterns = [
    path("directory/", public.index, name="directory"),
    path("directory/suggest/", public.suggest, name="directory-suggest"),
    path("directory/<int:id>/", public.detail, name="directory-service"),
    path("directory/<int:id>/sheet.pdf", public.one_sheet, name="directory-sheet"),
    path("directory/sheet.pdf", public.chosen_sheet, name="directory-chosen-sheet"),
    path("directory/directory.csv", open_data.as_csv, name="directory-csv"),
    path("directory/open-referral/", open_data.about, name="directory-open-referral"),
    path("directory/open-referral/services", open_data.services, name="directory-open-referral-services"),
    path(
        "directory/open-referral/services/<str:external_id>",
        open_data.service,
        name="directory-open-referral-service",
    ),
    path("directory/open-referral/taxonomies", open_data.taxonomies, name="directory-open-referral-taxonomies"),
    path(
        "directory/open-referral/taxonomies/<str:id>", open_data.one_taxonomy, name="directory-open-referral-taxonomy"
    ),
    path("directory/open-referral/taxonomy_terms", open_data.terms, name="directory-open-referral-terms"),
    path("directory/open-referral/taxonomy_terms/<str:id>", open_data.one_term, name="directory-open-referral-term"),
    path("directory/open-referral/<path:other>", open_data.nothing, name="directory-open-referral-nothing"),
    path("directory/partner/<str:token>/", partner.entries, name="directory-partner"),
    path("directory/partner/<str:token>/<int:id>/", partner.entry, name="directory-partner-entry"),
    path("directory/partner/<str:token>/<int:id>/take-back/", partner.take_back, name="directory-partner-take-back"),
    path("directory/partner/<str:token>/<int:id>/right/", partner.confirm, name="directory-partner-confirm"),
    path("directory/keep/", keeping.index, name="directory-keep"),
    path("directory/keep/organisations/<int:id>/", keeping.provider, name="directory-provider"),
    path("directory/keep/organisations/<int:id>/link/", keeping.make_link, name="directory-link-make"),
    path("directory/keep/organisations/<int:id>/link/send/", keeping.send_link, name="directory-link-send"),
    path("directory/keep/organisations/<int:id>/link/stop/", keeping.stop_link, name="directory-link-stop"),
    path("directory/keep/suggested/<int:id>/", keeping.suggestion, name="directory-suggestion"),
    path("directory/keep/<uuid:id>/", keeping.proposal, name="directory-proposal"),
    path("directory/keep/<uuid:id>/send-back/", keeping.send_back, name="directory-send-back"),
]

from django.forms.renderers import TemplatesSetting


class NhsRenderer(TemplatesSetting):
    """`{{ form }}` in NHS markup. Widgets keep Django's templates, so the admin sites are not touched."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

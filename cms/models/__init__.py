from cms.models.article import ArticlePage
from cms.models.audience import AudiencePage
from cms.models.base import BasePage
from cms.models.help_route import HelpRoute
from cms.models.home import HomePage
from cms.models.news import NewsListPage, NewsPage

__all__ = ["ArticlePage", "AudiencePage", "BasePage", "HelpRoute", "HomePage", "NewsListPage", "NewsPage"]

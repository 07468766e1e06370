// Starts the editor's pickers and choosers, which Wagtail would do by inline scripts.
const pickers = ['initDateChooser', 'initDateTimeChooser', 'initTimeChooser']

for (const config of document.querySelectorAll('script[data-chooser]')) {
  if (pickers.includes(config.dataset.chooser)) {
    window[config.dataset.chooser](config.dataset.input, JSON.parse(config.textContent))
  }
}

for (const { dataset } of document.querySelectorAll('template[data-chooser$="Chooser"]')) {
  new window[dataset.chooser](dataset.input, JSON.parse(dataset.options))
}

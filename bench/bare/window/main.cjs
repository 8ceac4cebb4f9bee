// The least that Electron needs for a window like Hearth's: one page, one file.
const { app, BrowserWindow } = require('electron')

void app
  .whenReady()
  .then(() => new BrowserWindow({ width: 1120, height: 760 }).loadFile(`${__dirname}/page.html`))
app.on('window-all-closed', () => app.quit())

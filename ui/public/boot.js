// Sets theme and language before the first paint; a file of its own because the policy allows no inline script.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('zw_theme');
  } catch (e) {
    // Storage may be forbidden; the system's wish is then the answer.
  }
  if (theme !== 'light' && theme !== 'dark')
    theme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  var root = document.documentElement;
  root.dataset.theme = theme;
  root.lang = /(?:^|; )zw_language=en/.test(document.cookie) ? 'en' : 'zh-CN';
})();

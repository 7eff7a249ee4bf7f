// The few words about the page that i18n reads, for tests without a browser.
Object.assign(globalThis, { document: { documentElement: { lang: 'zh-CN' }, cookie: '' } });

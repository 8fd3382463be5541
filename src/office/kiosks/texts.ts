const zh = { title: '' };
const en: typeof zh = { title: '' };
export const kioskTexts = { zh, en };

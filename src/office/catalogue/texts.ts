const zh = { title: '' };
const en: typeof zh = { title: '' };
export const catalogueTexts = { zh, en };

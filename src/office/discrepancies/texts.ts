const zh = { title: '' };
const en: typeof zh = { title: '' };
export const discrepancyTexts = { zh, en };

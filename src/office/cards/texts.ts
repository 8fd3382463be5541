const zh = { title: '' };
const en: typeof zh = { title: '' };
export const cardTexts = { zh, en };

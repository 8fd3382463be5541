const zh = { title: '' };
const en: typeof zh = { title: '' };
export const peopleTexts = { zh, en };

const zh = { title: '' };
const en: typeof zh = { title: '' };
export const backupTexts = { zh, en };

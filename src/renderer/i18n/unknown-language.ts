// Not every window knows the language of who reads it, or has its words. What such a window says stands here, so that
// the first load has this English and no other.

/** Stands below the Chinese sentences of the same names. */
export const noSessionEnglish = {
  noSession: 'This window does not belong to a kiosk',
  noSessionNext:
    'The kiosk may be open in another browser. To use it here, run npm start again: it opens the kiosk, or prints an address that works once.',
};

/** A clerk who chose English may not read Chinese, and the English words are missing. So both languages stand here. */
export const NO_ENGLISH_WORDS =
  '英文没有读出来，画面仍是中文，可以照常办理。要用英文，请重新打开前台程序，再选一次。' +
  ' The English words could not be loaded, so the screen stays in Chinese. To use English, open the kiosk again and choose it once more.';

/** Shown beside the Chinese words where nobody's language is known, so the first load has these and no other English. */
export const noSessionEnglish = {
  noSession: 'This window does not belong to a kiosk',
  noSessionNext:
    'The kiosk may be open in another browser. To use it here, run npm start again: it opens the kiosk, or prints an address that works once.',
};

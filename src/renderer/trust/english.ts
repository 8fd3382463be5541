import { HOTLINE } from '../../domain/catalogue/hotline.ts';
import type { trustChinese } from './texts.ts';

export const trustEnglish: typeof trustChinese = {
  clock: {
    fast: 'The computer’s clock is {{off}} fast',
    slow: 'The computer’s clock is {{off}} slow',
    byDistrict: 'the district’s time is used; set the computer’s clock',
    confirmed: '{{date}} is used; set the computer’s clock',
    doubtful: 'The computer’s date may be wrong: confirm today’s date',
    minutes: '{{count}} min',
    hours: '{{count}} h',
    days: '{{count}} days',
  },
  names: {
    press: 'Hold N for the full name',
    failed: 'This look could not be recorded, so the name is not shown',
    off: {
      on: 'names are being received',
      withheld: 'confirm today’s date to see names',
      waiting: 'the card list was too old, names are gone until it is online again',
      locked: 'names are locked; a technician unlocks them in the settings (F10)',
      'no-passphrase': 'no safe storage here, names are not shown',
    },
  },
  trouble: {
    'journal-damaged': {
      title: 'The records of this desk are damaged from #{{seq}} on; nothing can be recorded',
      next: `Charge the list price for what costs money; serve what is free as usual, and note it on paper. Delete no file, and call ${HOTLINE} now.`,
    },
    'entries-lost': {
      title: 'The district has #{{from}} to #{{to}}, which this machine has lost',
      next: 'Go on working. They count although today’s list does not show them: do not record them again. Tell a technician.',
    },
    'journal-unfit': {
      title: 'Somebody has changed the records of this kiosk',
      next: `Go on working. Delete no file, and call ${HOTLINE} at once.`,
    },
    counters: {
      title: 'The uses recorded here could not be counted',
      next: `Benefits with a limit may be counted wrongly: ask the holder what was used this year. Open the kiosk again; if it stays so, call ${HOTLINE}.`,
    },
    'counters-unstored': {
      title: 'The use counts cannot be stored on this computer',
      next: `Go on working: the uses are counted from the records, and rightly. Open the kiosk again; if it stays so, call ${HOTLINE}.`,
    },
    'disk-failing': {
      title: 'The disk of this computer may be failing',
      next: 'Go on working: everything recorded is there. Have a technician check the disk soon (settings F10 say more).',
    },
    'file-shut': {
      title: 'A file of this kiosk cannot be opened',
      next: 'Go on working. Tell a technician, and delete no file (settings F10 say more).',
    },
    'catalogue-unread': {
      title: 'This kiosk’s version does not know {{count}} places of the catalogue',
      next: `The benefits concerned say “check”; everything else goes on as usual. Call ${HOTLINE} to have the kiosk updated (settings F10 say more).`,
    },
  },
};

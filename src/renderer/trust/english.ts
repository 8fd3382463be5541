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
  confirm: {
    title: 'The computer’s date may be wrong',
    shown: 'The computer shows {{date}}, which does not fit what this kiosk knows.',
    question: 'Is today {{date}}? If not, put in today’s date.',
    date: 'Today’s date',
    yes: 'Yes, it is {{date}}',
    later: 'Later',
    after: 'This holds for today. Ask a technician to set the computer’s clock.',
    noDate: 'Type the date as in 2026-12-31',
    fault: {
      'before-last-known': 'That day is over: this kiosk was online on {{date}} or later.',
      'too-far-ahead': 'That day is too far ahead. Please look again.',
      'district-differs': 'The district says that today is {{date}}, and that counts.',
    },
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
  settings: {
    title: 'Names (technician)',
    state: {
      on: 'Shown in part; holding N shows a full name and records it',
      withheld: 'Not shown: the date is not confirmed',
      waiting: 'None here: they come with the next connection',
      locked: 'Locked: the passphrase opens them until the next start',
      'no-passphrase':
        'Not shown: this system has no safe storage. With a passphrase, a technician can unlock them after each start',
    },
    current: 'Present passphrase',
    next: 'New passphrase (8 characters or more)',
    again: 'New passphrase again',
    unlock: 'Unlock',
    set: 'Set passphrase',
    change: 'Change passphrase',
    forget: 'Forgotten: delete the names',
    done: 'Done',
    differs: 'The two new passphrases differ',
    fault: {
      wrong: 'Wrong passphrase; nothing was changed',
      triesLeft: 'Wrong passphrase; nothing was changed. {{count}} tries left, then the names are deleted',
      wait: 'The last one was wrong: try again in {{count}} s',
      'too-short': 'It needs {{count}} characters or more',
      'not-set': 'There is no passphrase yet',
      'not-needed': 'This computer has safe storage and needs no passphrase',
      'given-up':
        'Too many wrong passphrases: the names and the passphrase are deleted. Set a new one; names come back online',
      host: 'Not done: the kiosk program did not answer, or the disk cannot be written',
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

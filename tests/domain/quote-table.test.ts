import { describe, expect, test } from 'vitest';
import { answerOfLine } from '../../src/cli/quote/quote-arguments.ts';
import { shipped } from './shipped.ts';

/*
 * Worked out by hand from the service guide and the State Council notices, not from the code. A row is
 * what is asked (site, item, start, more arguments) and the answer: `card/list` in fen, `~` before it where
 * the calendar is provisional, or `!kind`, with `@` and the next start where there is one.
 */
const SITES: Record<string, string> = {
  club: 'youth-sports-club',
  fangcun: 'fangcun-sports-centre',
  pool: 'xijiao-pool',
  gym: 'liwan-gymnasium',
  library: 'liwan-library',
  culture: 'liwan-culture-centre',
};

const TABLES: Record<string, string> = {
  'basketball at the club': `
    club basketball-single 2026-11-23T08:00 = 800/1000
    club basketball-single 2026-11-23T07:59 = !no-price @2026-11-23T08:00
    club basketball-single 2026-11-23T14:59 = 800/1000
    club basketball-single 2026-11-23T15:00 = !no-price @2026-11-23T15:30
    club basketball-single 2026-11-23T15:29 = !no-price @2026-11-23T15:30
    club basketball-single 2026-11-23T15:30 = 1000/1200
    club basketball-single 2026-11-23T22:29 = 1000/1200
    club basketball-single 2026-11-23T22:30 = !no-price @2026-11-24T08:00
    club basketball-single 2026-11-23T00:00 = !no-price @2026-11-23T08:00
    club basketball-single 2026-11-28T08:00 = 1000/1200
    club basketball-single 2026-11-29T14:59 = 1000/1200
    club basketball-single 2026-11-29T15:15 = !no-price @2026-11-29T15:30
    club basketball-single 2026-11-29T22:00 = 1000/1200
    club basketball-single 2026-11-23T10:00 --quantity 3 = 2400/3000
    club basketball-single 2026-11-23T10:00 --quantity 999 = 799200/999000
    club basketball-single 2026-11-23T10:00 --person spouse = 800/1000
    club basketball-single 2026-11-23T10:00 --person child = 800/1000
    club basketball-single 2026-10-01T10:00 = 1000/1200
    club basketball-single 2026-10-07T10:00 = 1000/1200
    club basketball-single 2026-10-08T10:00 = 800/1000
    club basketball-single 2026-10-10T10:00 = 800/1000
    club basketball-single 2026-09-20T10:00 = 800/1000
    club basketball-single 2026-01-04T10:00 = 800/1000
    club basketball-single 2026-01-02T10:00 = 1000/1200
    club basketball-single 2026-02-16T10:00 = 1000/1200
    club basketball-single 2026-02-14T10:00 = 800/1000
    club basketball-single 2026-02-23T10:00 = 1000/1200
    club basketball-single 2026-02-24T10:00 = 800/1000
    club basketball-single 2024-02-09T10:00 = 800/1000
    club basketball-single 2024-02-10T10:00 = 1000/1200
    club basketball-single 2024-02-04T10:00 = 800/1000
    club basketball-single 2024-02-29T10:00 = 800/1000
    club basketball-single 2024-10-07T10:00 = 1000/1200
    club basketball-single 2024-06-10T10:00 = 1000/1200
    club basketball-single 2024-09-16T10:00 = 1000/1200
    club basketball-single 2025-01-26T10:00 = 800/1000
    club basketball-single 2025-01-28T10:00 = 1000/1200
    club basketball-single 2025-10-08T10:00 = 1000/1200
    club basketball-single 2025-10-09T10:00 = 800/1000
    club basketball-single 2025-10-11T10:00 = 800/1000
    club basketball-single 2025-06-02T10:00 = 1000/1200
    club basketball-single 2026-11-23T23:59 = !no-price @2026-11-24T08:00
    club basketball-single 2026-11-23T10:00 --person child --quantity 3 = 2400/3000
    club basketball-single 2026-11-23T10:00 --minutes 60 = 800/1000
    club basketball-single 2026-11-23T10:00 --list-price 50 = 800/1000
    club basketball-single 2026-01-10T15:15 = !no-price @2026-01-10T15:30
    club basketball-single 2026-02-28T14:59 = 800/1000
    club basketball-single 2026-09-25T10:00 = 1000/1200
    club basketball-single 2026-12-31T10:00 = 800/1000
    club basketball-single 2024-02-16T10:00 = 1000/1200
    club basketball-single 2024-02-18T10:00 = 800/1000
    club basketball-single 2024-04-07T15:30 = 1000/1200
    club basketball-single 2024-05-11T10:00 = 800/1000
    club basketball-single 2024-09-14T10:00 = 800/1000
    club basketball-single 2024-12-31T20:00 = 1000/1200
    club basketball-single 2025-02-08T10:00 = 800/1000
    club basketball-single 2025-10-06T10:00 = 1000/1200
    club basketball-single 2025-09-28T10:00 = 800/1000`,
  'a year without a notice': `
    club basketball-single 2027-01-01T10:00 = ~1000/1200
    club basketball-single 2027-01-04T10:00 = ~800/1000
    club basketball-single 2027-02-04T10:00 = ~800/1000
    club basketball-single 2027-02-05T10:00 = ~1000/1200
    club basketball-single 2027-02-08T10:00 = ~1000/1200
    club basketball-single 2027-02-09T10:00 = ~800/1000
    club basketball-single 2027-04-05T10:00 = ~1000/1200
    club basketball-single 2027-04-06T10:00 = ~800/1000
    club basketball-single 2027-05-03T10:00 = ~800/1000
    club basketball-single 2027-06-09T10:00 = ~1000/1200
    club basketball-single 2027-06-10T10:00 = ~800/1000
    club basketball-single 2027-09-15T10:00 = ~1000/1200
    club basketball-single 2027-10-01T10:00 = ~1000/1200
    club basketball-single 2027-10-04T10:00 = ~800/1000
    club basketball-single 2028-01-25T10:00 = ~1000/1200
    club basketball-single 2028-04-04T10:00 = ~1000/1200
    club basketball-single 2028-10-03T10:00 = ~1000/1200
    club basketball-single 2030-06-05T10:00 = ~1000/1200
    club basketball-single 2023-10-07T10:00 = ~1000/1200
    club basketball-single 2027-10-02T10:00 = ~1000/1200
    club basketball-single 2028-01-28T10:00 = ~1000/1200
    club basketball-single 2028-01-31T10:00 = ~800/1000
    club basketball-single 2028-10-04T10:00 = ~800/1000
    club basketball-single 2029-02-12T10:00 = ~1000/1200
    club basketball-single 2029-02-15T10:00 = ~1000/1200
    club basketball-single 2029-02-16T10:00 = ~800/1000
    club basketball-single 2030-02-04T10:00 = ~1000/1200
    club basketball-single 2030-02-06T10:00 = ~800/1000
    club basketball-single 2030-09-12T10:00 = ~1000/1200
    club badminton-court 2027-01-01T10:00 = ~4000/5000
    club badminton-court 2027-01-04T10:00 = ~2400/3000
    club fitness-single 2027-01-01T10:00 = 2000/2500
    pool outdoor-ticket 2027-01-01T10:00 = 2500/5000
    gym badminton-discount 2027-01-02T12:00 --list-price 40 = 2800/4000
    gym badminton-discount 2027-01-01T12:00 --list-price 40 = !no-price @2027-01-02T12:00
    fangcun badminton-court 2027-01-01T00:00 = ~5600/7000
    fangcun badminton-court 2027-01-02T10:00 = 5600/7000
    fangcun badminton-court 2027-01-04T10:00 = ~2400/3000
    fangcun badminton-court 2026-12-31T21:30 --minutes 30 = 2800/3500
    fangcun badminton-court 2027-01-01T23:30 --minutes 60 = ~5600/7000
    fangcun badminton-court 2026-12-31T23:59 --minutes 2 = !no-price @2027-01-01T00:00
    fangcun badminton-court 2027-05-03T10:00 = ~2400/3000
    culture multi-function-hall 2027-02-05T10:00 --minutes 60 = 0/0
    gym badminton-free 2027-02-05T22:00 = 0/0
    pool indoor-ticket 2027-02-05T10:00 --person spouse = 4000/8000`,
  'badminton at the club': `
    club badminton-court 2026-11-23T10:00 = 2400/3000
    club badminton-court 2026-11-23T10:00 --minutes 60 = 2400/3000
    club badminton-court 2026-11-23T10:00 --minutes 90 = 3600/4500
    club badminton-court 2026-11-23T10:00 --minutes 1 = 40/50
    club badminton-court 2026-11-23T15:00 --minutes 60 = 2400/3000
    club badminton-court 2026-11-23T15:30 --minutes 60 = 3200/4000
    club badminton-court 2026-11-23T15:59 --minutes 2 = 107/133
    club badminton-court 2026-11-23T16:00 --minutes 60 = 4000/5000
    club badminton-court 2026-11-23T16:00 --minutes 1 = 67/83
    club badminton-court 2026-11-23T16:00 --minutes 50 = 3333/4167
    club badminton-court 2026-11-23T22:00 --minutes 60 = 4000/5000
    club badminton-court 2026-11-23T22:00 --minutes 61 = !no-price @2026-11-24T08:00
    club badminton-court 2026-11-23T22:59 --minutes 1 = 67/83
    club badminton-court 2026-11-23T23:00 = !no-price @2026-11-24T08:00
    club badminton-court 2026-11-23T07:30 --minutes 60 = !no-price @2026-11-23T08:00
    club badminton-court 2026-11-23T08:00 --minutes 900 = 47200/59000
    club badminton-court 2026-11-23T08:00 --minutes 901 = !no-price
    club badminton-court 2026-11-28T10:00 --minutes 90 = 6000/7500
    club badminton-court 2026-11-28T08:00 --minutes 900 = 60000/75000
    club badminton-court 2026-10-10T10:00 = 2400/3000
    club badminton-court 2026-10-02T10:00 = 4000/5000
    club badminton-court 2026-11-23T10:00 --person spouse = 2400/3000
    club badminton-court 2026-11-23T10:00 --person child --minutes 120 = 4800/6000
    club badminton-court 2026-11-23T15:30 --minutes 60 --quantity 2 = 6400/8000
    club badminton-court 2026-11-23T16:00 --minutes 7 = 467/583
    club badminton-court 2026-11-23T16:00 --minutes 1 --quantity 2 = 134/166
    club badminton-court 2026-11-23T22:30 --minutes 30 = 2000/2500
    club badminton-court 2026-11-23T22:30 --minutes 31 = !no-price @2026-11-24T08:00
    club badminton-court 2026-11-27T22:00 --minutes 720 = !no-price @2026-11-28T08:00
    club badminton-court 2026-01-10T15:30 --minutes 60 --person child = 4000/5000
    club badminton-court 2026-01-04T10:00 --minutes 90 --quantity 2 = 7200/9000
    club badminton-court 2026-02-28T15:30 --minutes 60 = 3200/4000`,
  'fitness at the club': `
    club fitness-single 2026-11-23T08:00 = 2000/2500
    club fitness-single 2026-11-23T07:59 = !no-price @2026-11-23T08:00
    club fitness-single 2026-11-28T21:59 = 2000/2500
    club fitness-single 2026-11-28T22:00 = !no-price @2026-11-29T08:00
    club fitness-single 2026-11-28T12:00 --quantity 4 = 8000/10000
    club fitness-annual 2026-11-23T12:00 = 120000/150000
    club fitness-annual 2026-11-23T23:30 = 120000/150000
    club fitness-annual 2026-11-23T00:00 --person child = 120000/150000
    club fitness-half-year 2026-10-01T07:00 = 80000/100000
    club fitness-half-year 2026-11-23T12:00 --person spouse = 80000/100000
    club fitness-half-year 2026-11-23T12:00 --quantity 2 = 160000/200000
    club fitness-single 2026-10-10T21:59 --person spouse = 2000/2500
    club fitness-half-year 2028-05-01T00:00 --quantity 2 = 160000/200000`,
  'badminton at Fangcun': `
    fangcun badminton-court 2026-11-23T08:29 = !no-price @2026-11-23T08:30
    fangcun badminton-court 2026-11-23T08:30 = 2400/3000
    fangcun badminton-court 2026-11-23T15:00 --minutes 60 = 2400/3000
    fangcun badminton-court 2026-11-23T15:30 --minutes 60 = 4000/5000
    fangcun badminton-court 2026-11-23T15:50 --minutes 20 = 1333/1667
    fangcun badminton-court 2026-11-23T16:00 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-11-23T16:00 --minutes 1 = 93/117
    fangcun badminton-court 2026-11-23T16:00 --minutes 50 = 4667/5833
    fangcun badminton-court 2026-11-23T21:00 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-11-23T21:00 --minutes 61 = !no-price @2026-11-24T08:30
    fangcun badminton-court 2026-11-23T22:00 = !no-price @2026-11-24T08:30
    fangcun badminton-court 2026-11-27T21:30 --minutes 60 = !no-price @2026-11-28T00:00
    fangcun badminton-court 2026-11-27T23:30 --minutes 60 = !no-price @2026-11-28T00:00
    fangcun badminton-court 2026-11-28T00:00 = 5600/7000
    fangcun badminton-court 2026-11-28T03:00 --minutes 90 = 8400/10500
    fangcun badminton-court 2026-11-28T23:30 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-11-28T23:50 --minutes 20 = 1866/2334
    fangcun badminton-court 2026-11-29T23:00 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-11-29T23:30 --minutes 60 = !no-price @2026-11-30T08:30
    fangcun badminton-court 2026-10-10T10:00 = 5600/7000
    fangcun badminton-court 2026-01-04T07:00 = 5600/7000
    fangcun badminton-court 2026-10-07T02:00 = 5600/7000
    fangcun badminton-court 2026-10-07T23:30 --minutes 60 = !no-price @2026-10-08T08:30
    fangcun badminton-court 2026-10-08T10:00 = 2400/3000
    fangcun badminton-court 2024-10-07T23:00 = 5600/7000
    fangcun badminton-court 2026-09-30T23:30 --minutes 60 = !no-price @2026-10-01T00:00
    fangcun badminton-court 2026-10-01T23:00 --minutes 120 = 11200/14000
    fangcun badminton-court 2026-11-23T10:00 --person spouse = !person-not-eligible
    fangcun badminton-court 2026-11-23T10:00 --person child = !person-not-eligible
    fangcun badminton-court 2026-11-28T00:00 --minutes 1440 = 134400/168000
    fangcun badminton-court 2026-11-28T12:00 --minutes 1440 = 134400/168000
    fangcun badminton-court 2026-11-29T12:00 --minutes 1440 = !no-price @2026-12-05T00:00
    fangcun badminton-court 2026-11-23T16:00 --minutes 7 = 653/817
    fangcun badminton-court 2026-11-23T15:59 --minutes 2 = 133/167
    fangcun badminton-court 2026-11-23T16:00 --minutes 50 --quantity 2 = 9334/11666
    fangcun badminton-court 2026-11-23T10:00 --quantity 3 = 7200/9000
    fangcun badminton-court 2026-02-28T08:00 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-02-16T23:00 --minutes 120 = 11200/14000
    fangcun badminton-court 2026-02-23T23:00 --minutes 60 = 5600/7000
    fangcun badminton-court 2026-02-23T23:30 --minutes 60 = !no-price @2026-02-24T08:30
    fangcun badminton-court 2026-10-07T23:59 --minutes 1 = 93/117
    fangcun badminton-court 2026-10-07T23:59 --minutes 2 = !no-price @2026-10-08T08:30`,
  'tennis at Fangcun': `
    fangcun tennis-court 2026-11-23T08:30 = 3600/4000
    fangcun tennis-court 2026-11-23T08:00 = !no-price @2026-11-23T08:30
    fangcun tennis-court 2026-11-23T16:00 --minutes 60 = 3600/4000
    fangcun tennis-court 2026-11-23T16:30 --minutes 60 = 5400/6000
    fangcun tennis-court 2026-11-23T16:59 --minutes 2 = 180/200
    fangcun tennis-court 2026-11-23T17:00 --minutes 60 = 7200/8000
    fangcun tennis-court 2026-11-23T17:00 --minutes 1 = 120/133
    fangcun tennis-court 2026-11-23T21:00 --minutes 60 = 7200/8000
    fangcun tennis-court 2026-11-23T21:30 --minutes 60 = !no-price @2026-11-24T08:30
    fangcun tennis-court 2026-11-28T05:00 --minutes 30 = 3600/4000
    fangcun tennis-court 2026-05-09T10:00 = 7200/8000
    fangcun tennis-court 2026-05-04T10:00 = 7200/8000
    fangcun tennis-court 2026-05-06T10:00 = 3600/4000
    fangcun tennis-court 2026-11-23T10:00 --person spouse = !person-not-eligible
    fangcun tennis-court 2026-11-23T17:00 --minutes 7 = 840/933
    fangcun tennis-court 2026-11-23T21:59 --minutes 1 = 120/133
    fangcun tennis-court 2026-11-23T21:59 --minutes 2 = !no-price @2026-11-24T08:30
    fangcun tennis-court 2025-10-08T10:00 --minutes 90 = 10800/12000`,
  'memberships at Fangcun': `
    fangcun badminton-membership 2026-11-23T12:00 = 0/0
    fangcun badminton-membership 2026-11-23T03:00 --person spouse = 0/0
    fangcun tennis-membership 2026-11-28T12:00 --person child = 0/0
    fangcun tennis-membership 2026-11-28T12:00 --person child --quantity 2 = !quota-used
    fangcun tennis-membership 2026-11-28T23:59 --quantity 2 = !quota-used`,
  'the pool': `
    pool outdoor-ticket 2026-11-23T00:00 = 2500/5000
    pool outdoor-ticket 2026-11-23T23:59 = 2500/5000
    pool outdoor-ticket 2026-11-23T12:00 --quantity 3 = 7500/15000
    pool outdoor-ticket 2026-11-23T12:00 --quantity 4 = 10000/20000
    pool indoor-ticket 2026-11-23T12:00 = 4000/8000
    pool indoor-ticket 2026-10-01T12:00 --quantity 2 = 8000/16000
    pool indoor-ticket 2026-10-01T12:00 --person child = 4000/8000
    pool indoor-ticket 2026-10-01T12:00 --quantity 999 = 3996000/7992000
    pool indoor-ticket 2026-10-01T12:00 --list-price 60 = 4000/8000
    pool indoor-ticket 2040-10-01T12:00 = 4000/8000`,
  'the gymnasium': `
    gym table-tennis-free 2026-11-23T21:00 = 0/0
    gym table-tennis-free 2026-11-23T20:59 = !no-price @2026-11-23T21:00
    gym table-tennis-free 2026-11-23T21:59 = 0/0
    gym table-tennis-free 2026-11-23T22:00 = !no-price @2026-11-24T21:00
    gym table-tennis-free 2026-11-23T21:00 --quantity 2 = 0/0
    gym table-tennis-free 2026-11-23T21:00 --quantity 3 = !slot-full
    gym table-tennis-free 2026-11-23T21:00 --person spouse = !person-not-eligible
    gym table-tennis-free 2026-11-23T21:00 --minutes 60 = 0/0
    gym table-tennis-free 2026-11-23T21:30 --minutes 60 = !no-price @2026-11-24T21:00
    gym badminton-free 2026-11-28T22:00 = 0/0
    gym badminton-free 2026-11-28T21:59 = !no-price @2026-11-28T22:00
    gym badminton-free 2026-11-28T22:59 = 0/0
    gym badminton-free 2026-11-28T23:00 = !no-price @2026-11-29T22:00
    gym table-tennis-discount 2026-11-28T18:00 = !list-price-needed
    gym table-tennis-discount 2026-11-28T18:00 --list-price 30 = 2100/3000
    gym table-tennis-discount 2026-11-28T19:59 --list-price 30 = 2100/3000
    gym table-tennis-discount 2026-11-28T20:00 --list-price 30 = !no-price @2026-11-29T18:00
    gym table-tennis-discount 2026-11-28T17:59 --list-price 30 = !no-price @2026-11-28T18:00
    gym table-tennis-discount 2026-11-27T18:00 --list-price 30 = !no-price @2026-11-28T18:00
    gym table-tennis-discount 2026-10-10T18:00 --list-price 30 = 2100/3000
    gym table-tennis-discount 2026-10-01T18:00 --list-price 30 = !no-price @2026-10-03T18:00
    gym badminton-discount 2026-11-29T12:00 --list-price 45.5 = 3185/4550
    gym badminton-discount 2026-11-29T13:59 --list-price 0.05 = 4/5
    gym badminton-discount 2026-11-29T12:00 --list-price 40 --quantity 2 = 5600/8000
    gym badminton-discount 2026-11-29T12:00 --list-price 40 --quantity 3 = !slot-full
    gym badminton-discount 2026-11-29T14:00 --list-price 40 = !no-price @2026-12-05T12:00
    gym badminton-discount 2026-11-29T12:00 --list-price 40 --person child = !person-not-eligible
    gym table-tennis-discount 2026-11-28T18:00 --list-price 60 = 4200/6000
    gym table-tennis-discount 2026-11-28T18:00 --list-price 33.33 = 2333/3333
    gym table-tennis-discount 2026-11-28T18:00 --list-price 0.01 = 1/1
    gym table-tennis-discount 2026-11-28T18:00 --list-price 0.01 --quantity 2 = 2/2
    gym table-tennis-discount 2026-11-28T18:00 --list-price 0.1 = 7/10
    gym table-tennis-discount 2026-11-28T18:00 --list-price 60 --minutes 120 = 4200/6000
    gym table-tennis-discount 2026-11-28T18:00 --list-price 60 --minutes 121 = !no-price
    gym table-tennis-discount 2026-02-28T18:00 --list-price 60 = 4200/6000
    gym table-tennis-discount 2026-02-16T18:00 --list-price 60 = !no-price @2026-02-21T18:00
    gym badminton-free 2026-11-28T22:00 --quantity 3 = !slot-full`,
  rooms: `
    library activity-room 2026-11-23T09:00 = 0/0
    library activity-room 2026-11-23T09:00 --minutes 180 = 0/0
    library activity-room 2026-11-23T09:00 --minutes 181 = !longer-than-usual
    library activity-room 2026-11-23T09:00 --person spouse = !person-not-eligible
    library activity-room 2026-11-23T09:00 --quantity 2 = !quantity-out-of-range
    library activity-room 2026-11-23T23:00 --minutes 120 = 0/0
    culture multi-function-hall 2026-11-23T09:00 --minutes 180 = 0/0
    culture multi-function-hall 2026-11-23T09:00 --minutes 181 = !too-long
    culture multi-function-hall 2026-11-23T09:00 --person child = !person-not-eligible
    library activity-room 2026-11-23T09:00 --minutes 179 = 0/0
    culture multi-function-hall 2026-11-23T09:00 --minutes 179 = 0/0
    culture multi-function-hall 2026-11-23T09:00 --quantity 2 = !quantity-out-of-range`,
  'services and guidance': `
    liwan-central-hospital appointment 2026-11-23T09:00 = 0/0
    liwan-maternity-hospital admission 2026-11-23T03:00 = 0/0
    liwan-tcm-hospital check-up 2026-11-23T09:00 = 0/0
    liwan-tcm-hospital check-up 2026-11-23T09:00 --person spouse = !person-not-eligible
    liwan-tcm-hospital health-talks 2026-11-23T09:00 = 0/0
    business-registration change 2026-11-23T09:00 = 0/0
    business-registration change 2026-12-31T09:00 = ~0/0
    liwan-legal-centre legal-advice 2026-11-23T09:00 = 0/0
    liwan-legal-centre legal-advice 2026-11-23T12:00 = !no-price @2026-11-23T14:00
    liwan-legal-centre legal-advice 2026-11-27T18:00 = !no-price @2026-11-30T09:00
    liwan-legal-centre legal-advice 2026-10-10T17:59 = 0/0
    talent-service housing 2026-11-23T09:00 = 0/0
    talent-service party-building 2026-11-23T09:00 = !not-priced`,
  'bad input': `
    nowhere outdoor-ticket 2026-11-23T09:00 = !unknown-site
    pool badminton-court 2026-11-23T09:00 = !unknown-item
    pool outdoor 2026-11-23T09:00 = !unknown-item
    pool outdoor-ticket 2026-02-30T09:00 = !bad-start
    pool outdoor-ticket 2025-02-29T09:00 = !bad-start
    pool outdoor-ticket 2026-13-01T09:00 = !bad-start
    pool outdoor-ticket 2026-11-23T24:00 = !bad-start
    pool outdoor-ticket 2026-11-23T09:60 = !bad-start
    pool outdoor-ticket 2026-11-23 = !bad-start
    pool outdoor-ticket 2026-11-23T9:00 = !bad-start
    pool outdoor-ticket 2026-11-23T09:00:00 = !bad-start
    pool outdoor-ticket 2026-11-23T09:00Z = !bad-start
    pool outdoor-ticket 1999-12-31T09:00 = !bad-start
    pool outdoor-ticket 2100-01-01T09:00 = !bad-start
    pool outdoor-ticket tomorrow = !bad-start
    pool outdoor-ticket 2026-11-23T09:00 --quantity 0 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity -1 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity 1.5 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity 1000 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity two = !bad-quantity
    club badminton-court 2026-11-23T09:00 --minutes 0 = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes -60 = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes 30.5 = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes 1441 = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes 1e2 = !bad-minutes
    pool outdoor-ticket 2026-11-23T09:00 --person friend = !bad-person
    gym badminton-discount 2026-11-29T12:00 --list-price 0 = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price -40 = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price 40.001 = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price forty = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price 1000000 = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price 999999.99 = 69999999/99999999
    pool outdoor-ticket 2026-11-23T09:00 --card 1 = !unknown-argument
    pool outdoor-ticket 2026-11-23T09:00 --quantity = !missing-argument
    pool outdoor-ticket 2026-11-23T09:00 --quantity 1 --quantity 2 = !repeated-argument
    pool __proto__ 2026-11-23T09:00 = !unknown-item
    pool outdoor-ticket 2026-11-23T09:00+08:00 = !bad-start
    pool outdoor-ticket 2026-11-23t09:00 = !bad-start
    pool outdoor-ticket 0000-01-05T10:00 = !bad-start
    pool outdoor-ticket 2026-00-10T10:00 = !bad-start
    pool outdoor-ticket 2026-11-23T09:00 --quantity 0x2 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity 1e1 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --quantity 99999999999999999999 = !bad-quantity
    pool outdoor-ticket 2026-11-23T09:00 --minutes 0 = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes NaN = !bad-minutes
    club badminton-court 2026-11-23T09:00 --minutes 1000000000 = !bad-minutes
    pool outdoor-ticket 2026-11-23T09:00 --person Holder = !bad-person
    gym badminton-discount 2026-11-29T12:00 --list-price 1e3 = !bad-list-price
    gym badminton-discount 2026-11-29T12:00 --list-price 99999999999999999999 = !bad-list-price
    pool outdoor-ticket 2026-11-23T09:00 stray = !unknown-argument
    pool outdoor-ticket 2026-11-23T09:00 --site xijiao-pool = !repeated-argument`,
};

const catalogue = shipped();

for (const [title, table] of Object.entries(TABLES)) {
  describe(title, () => {
    const rows = table
      .trim()
      .split('\n')
      .map((row) => row.trim().split(' = ') as [string, string]);
    test.each(rows)('%s is %s', (asked, expected) => {
      expect(answerTo(asked)).toBe(expected);
    });
  });
}

function answerTo(asked: string): string {
  const [site = '', item = '', start = '', ...rest] = asked.split(' ');
  const args = ['--site', SITES[site] ?? site, '--item', item, '--start', start, ...rest, '--json'];
  const answer = answerOfLine(catalogue, JSON.stringify(args));
  if ('error' in answer) {
    const { kind, nextStart } = answer.error;
    return nextStart === undefined ? `!${kind}` : `!${kind} @${nextStart}`;
  }
  const { totalFen, listTotalFen, savedFen, provisional, lines } = answer;
  expect(savedFen).toBe(listTotalFen - totalFen);
  expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(totalFen);
  return `${provisional ? '~' : ''}${totalFen}/${listTotalFen}`;
}

describe('a line of a batch', () => {
  test.each([
    ['', '!bad-line'],
    ['[', '!bad-line'],
    ['{}', '!bad-line'],
    ['null', '!bad-line'],
    ['"--site"', '!bad-line'],
    ['[["--site"]]', '!bad-line'],
    ['["--site",null]', '!bad-line'],
    ['["--site",true]', '!bad-line'],
    ['[]', '!missing-argument'],
    ['["--site","xijiao-pool"]', '!missing-argument'],
    ['["--site","","--item","","--start",""]', '!bad-start'],
    ['["--batch"]', '!unknown-argument'],
  ])('%s is %s', (line, expected) => {
    const answer = answerOfLine(catalogue, line);
    expect('error' in answer ? `!${answer.error.kind}` : answer.totalFen).toBe(expected);
  });
});

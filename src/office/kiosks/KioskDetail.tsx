import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { minuteWords } from '../shell/times.ts';

/** All that the office knows of one kiosk. */
export function KioskDetail({ kiosk }: { readonly kiosk: OfficeKiosk }) {
  const { t, listed } = useWords();
  const { siteName } = useNames();
  const { storage, camera, revokedAtMs, revocationToldAtMs, reportedAtMs } = kiosk;
  const none = t('shell.none');
  const { storageWord, cameraWord } = useTroubleWords();
  const told = revocationToldAtMs === null ? t('kiosks.detail.notTold') : minuteWords(revocationToldAtMs);
  const facts: readonly (readonly [string, string])[] = [
    [t('kiosks.detail.id'), kiosk.kioskId],
    [t('kiosks.detail.short'), kiosk.shortName ?? none],
    [t('kiosks.col.sites'), listed(kiosk.siteIds.map(siteName))],
    [t('kiosks.col.version'), kiosk.appVersion ?? t('kiosks.unknown')],
    [t('kiosks.detail.enrolled'), minuteWords(kiosk.enrolledAtMs)],
    [t('kiosks.detail.reported'), reportedAtMs === null ? none : minuteWords(reportedAtMs)],
    [
      t('kiosks.detail.storage'),
      storage === null
        ? none
        : storage.length === 0
          ? t('kiosks.detail.storageGood')
          : listed(storage.map(storageWord)),
    ],
    [t('kiosks.detail.camera'), (camera ?? null) === null ? none : cameraWord(camera ?? '')],
    ...(revokedAtMs === null
      ? []
      : ([
          [t('kiosks.detail.revokedAt'), minuteWords(revokedAtMs)],
          [t('kiosks.detail.reason'), kiosk.revokedReason ?? none],
          [t('kiosks.detail.told'), told],
        ] as const)),
    [
      t('kiosks.detail.journals'),
      kiosk.journals
        .map(({ journalId, entries }) => t('kiosks.detail.entries', { journal: journalId, count: entries }))
        .join('\n'),
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a kiosk of a newer release reports may have no words here: then it is shown as it came. */
function useTroubleWords() {
  const { t } = useWords();
  const other = (kind: string) => t('kiosks.detail.other', { kind });
  const storage: Readonly<Record<string, string>> = t('kiosks.storage', { returnObjects: true });
  const camera: Readonly<Record<string, string>> = t('kiosks.camera', { returnObjects: true });
  const wordIn = (words: Readonly<Record<string, string>>) => (kind: string) =>
    Object.hasOwn(words, kind) ? (words[kind] ?? kind) : other(kind);
  return { storageWord: wordIn(storage), cameraWord: wordIn(camera) };
}

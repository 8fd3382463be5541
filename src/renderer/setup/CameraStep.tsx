import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overlay } from '../../desk/desk-state.ts';
import { PRACTICE_CARDS } from '../../domain/card/practice-card.ts';
import { CameraSelect } from '../dialogs/scanner/CameraSelect.tsx';
import { Preview } from '../dialogs/scanner/Preview.tsx';
import { useChangeSettings, useSettings } from '../kiosk-context.ts';
import type { ScannerView } from '../use-scanner.ts';
import css from './setup.module.css';

type Reading = Extract<Overlay, { kind: 'setup' }>['read'];

/** Both draw codes. The library for that is loaded only here, since few desks ever need it. */
const PracticeCard = lazy(async () => ({ default: (await import('./PracticeCard.tsx')).PracticeCard }));
const PrintSheet = lazy(async () => ({ default: (await import('../demo/PrintSheet.tsx')).PrintSheet }));

const CARDS = PRACTICE_CARDS.slice(0, 1).map(({ cardNumber }) => ({
  ...{ cardNumber, code: 'qr' as const },
  title: { zh: '练习卡', en: 'Practice card' },
}));

/** Chooses the camera and lets the clerk try it with a practice card. */
export function CameraStep({
  read,
  scanner,
}: {
  readonly read: Reading;
  readonly scanner: ScannerView | null;
}) {
  const { t } = useTranslation('setup');
  const { cameraId } = useSettings();
  const change = useChangeSettings();
  const [isPrinting, setPrinting] = useState(false);
  return (
    <>
      <p>{t('camera.about')}</p>
      <Read read={read} />
      <div className={css['camera']}>
        <div>
          <Preview />
          <CameraSelect value={cameraId} onChange={(id) => void change({ cameraId: id })} />
          <CameraWords scanner={scanner} />
        </div>
        <div>
          <Suspense>
            {CARDS.map(({ cardNumber }) => (
              <PracticeCard key={cardNumber} cardNumber={cardNumber} />
            ))}
          </Suspense>
          <Button onClick={() => setPrinting(true)}>{t('camera.print')}</Button>
        </div>
      </div>
      <Suspense>
        {isPrinting && (
          <PrintSheet cards={CARDS} words={t('camera.sheet')} onDone={() => setPrinting(false)} />
        )}
      </Suspense>
    </>
  );
}

function CameraWords({ scanner }: { readonly scanner: ScannerView | null }) {
  const { t } = useTranslation('setup');
  const words = useTranslation('scanner').t;
  const camera = scanner?.camera;
  if (camera?.kind === 'running') return <p>{t('camera.running', { label: camera.label })}</p>;
  return (
    <p>
      {camera !== undefined && <strong>{words(`camera.${camera.kind}.title`)}</strong>} {t('camera.skip')}
    </p>
  );
}

function Read({ read }: { readonly read: Reading }) {
  const { t } = useTranslation('setup');
  const kind =
    read === null ? 'waiting' : read === 'no-card' ? 'noCard' : read.isPractice ? 'practice' : 'card';
  const tail = read === null || read === 'no-card' ? '' : read.tail;
  return (
    <p className={css['read']} role="status" data-setup-read={kind}>
      {t(`camera.${kind}`, { tail })}
    </p>
  );
}

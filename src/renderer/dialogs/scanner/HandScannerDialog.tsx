import { Alert, Button, Modal } from 'antd';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NO_ADDITIONS } from '../../../domain/card/scanner-additions.ts';
import { useChangeSettings, useSettings } from '../../kiosk-context.ts';
import type { WedgeReport } from '../../scanner/keys/wedge-report.ts';
import css from './hand-scanner.module.css';
import { useWedgeReport } from './use-wedge-report.ts';
import '../../scanner/keys/hand-scanner-texts.ts';
import { WedgeFacts } from './WedgeFacts.tsx';

/** It comes with the library that draws codes, which few desks ever need. */
const CodeBars = lazy(async () => ({ default: (await import('./CodeBars.tsx')).CodeBars }));

const LOOKS = { works: 'success', better: 'warning', again: 'info', fails: 'error' } as const;

/** The technician's set-up page for hand scanners: scan once and see how it types. Nothing here is decided or sold. */
export function HandScannerDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('handScanner');
  const desk = useTranslation().t;
  const field = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLElement>(null);
  const { known, isReceiving, report } = useWedgeReport(() => {
    if (field.current !== null) field.current.value = '';
  });
  // No button has the focus: a scanner's Enter would press it.
  useEffect(() => place.current?.focus(), []);
  return (
    <Modal
      open
      title={t('title')}
      width="60rem"
      onCancel={onClose}
      footer={<Button onClick={onClose}>{desk('settings.close')} Esc</Button>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by key, and has the focus instead of a button */}
      <section ref={place} tabIndex={0} className={css['page']} aria-label={t('title')} data-hand-scanner>
        <div className={css['trial']}>
          <strong>{t('scanNow')}</strong>
          <Suspense fallback={<div className={css['bars']} />}>
            <CodeBars text={known} />
          </Suspense>
          <span>{t('orCard')}</span>
          <input
            ref={field}
            className={css['field']}
            placeholder={t('tryField')}
            aria-label={t('tryField')}
            autoComplete="off"
          />
          <Kept />
        </div>
        <div className={css['outcome']} aria-live="polite" data-receiving={isReceiving}>
          {report === null || isReceiving ? (
            <p className={css['nothing']}>{t(isReceiving ? 'receiving' : 'nothing')}</p>
          ) : (
            <Outcome report={report} />
          )}
          {report !== null && !isReceiving && <WedgeFacts report={report} known={known} />}
        </div>
      </section>
    </Modal>
  );
}

function Outcome({ report }: { readonly report: WedgeReport }) {
  const { t } = useTranslation('handScanner');
  const { verdict, advice, toKeep } = report;
  return (
    <Alert
      type={LOOKS[verdict]}
      showIcon
      data-verdict={verdict}
      title={<strong className={css['verdict']}>{t(`verdict.${verdict}`)}</strong>}
      description={
        <>
          {toKeep !== null && <p className={css['line']}>{t('kept.now')}</p>}
          {advice.map((one) => (
            <p key={one} className={css['line']} data-advice={one}>
              {t(`advice.${one}`)}
            </p>
          ))}
        </>
      }
    />
  );
}

/** What this desk removes from each scan, and the button that stops that. */
function Kept() {
  const { t } = useTranslation('handScanner');
  const { prefix, suffix } = useSettings().scannerAdditions;
  const change = useChangeSettings();
  const words = [
    prefix === '' ? null : t('kept.prefix', { text: prefix }),
    suffix === '' ? null : t('kept.suffix', { text: suffix }),
  ].filter((word) => word !== null);
  return (
    <div className={css['kept']} data-kept={words.length > 0}>
      <span>
        {t('kept.title')} {words.length > 0 ? words.join(' · ') : t('kept.none')}
      </span>
      {words.length > 0 && (
        <Button onClick={() => change({ scannerAdditions: NO_ADDITIONS })}>{t('kept.clear')}</Button>
      )}
    </div>
  );
}

import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Overlay } from '../../desk/desk-state.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { SETUP_STEPS, type SetupStep, stepBeside } from '../../domain/staff/setup-step.ts';
import { useRun } from '../desk-command.tsx';
import { useKiosk, useSettings } from '../kiosk-context.ts';
import { PrinterSettings } from '../print/PrinterSettings.tsx';
import type { ScannerView } from '../use-scanner.ts';
import { CameraStep } from './CameraStep.tsx';
import { SetupSteps } from './SetupSteps.tsx';
import css from './setup.module.css';
import { SignInStep, SiteStep, SoundsStep } from './setup-parts.tsx';
import './texts.ts';

type SetupOverlay = Extract<Overlay, { kind: 'setup' }>;

/** The first set-up of a desk, one question a page. It may be left at any time, and goes on from there. */
export function SetupDialog({
  overlay,
  scanner,
}: {
  readonly overlay: SetupOverlay;
  readonly scanner: ScannerView | null;
}) {
  const { t } = useTranslation('setup');
  const desk = useTranslation().t;
  const run = useRun();
  const { settings } = useKiosk();
  const trouble = useStore(settings, (state) => state.trouble);
  const { step } = overlay;
  return (
    <Modal
      open
      width="48rem"
      title={t('title')}
      onCancel={() => run('back')}
      footer={<Foot step={step} />}
      mask={{ closable: false }}
    >
      {trouble !== null && (
        <Alert className={css['trouble'] ?? ''} type="warning" showIcon title={desk(`settings.${trouble}`)} />
      )}
      <SetupSteps at={step} />
      <div className={css['page']} data-setup={step}>
        <h2>{t(`step.${step}`)}</h2>
        <Page overlay={overlay} scanner={scanner} />
      </div>
    </Modal>
  );
}

function Page({
  overlay,
  scanner,
}: {
  readonly overlay: SetupOverlay;
  readonly scanner: ScannerView | null;
}) {
  const { t } = useTranslation('setup');
  const { step } = overlay;
  switch (step) {
    case 'site':
      return <SiteStep />;
    case 'camera':
      return <CameraStep read={overlay.read} scanner={scanner} />;
    case 'printer':
      return (
        <>
          <p>{t('printer.about')}</p>
          <div className={css['form']}>
            <PrinterSettings />
          </div>
        </>
      );
    case 'sounds':
      return <SoundsStep />;
    case 'sign-in':
      return <SignInStep />;
    default:
      return unreachable(step);
  }
}

function Foot({ step }: { readonly step: SetupStep }) {
  const { t } = useTranslation('setup');
  const run = useRun();
  const next = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page begins with the way on
  useEffect(() => next.current?.focus({ preventScroll: true }), [step]);
  const { siteId } = useSettings();
  const isLast = stepBeside(step, 1) === null;
  return (
    <div className={css['foot']}>
      <Button onClick={() => run('back')}>{t('later')} Esc</Button>
      <span>
        {step !== SETUP_STEPS[0] && (
          <Button onClick={() => run('setup-step', { by: -1 })}>{t('back')} PgUp</Button>
        )}
        <Button
          type="primary"
          ref={next}
          data-setup-next
          disabled={siteId === null}
          onClick={() => run('setup-step', { by: 1 })}
        >
          {t(isLast ? 'finish' : 'next')} ⏎
        </Button>
      </span>
    </div>
  );
}

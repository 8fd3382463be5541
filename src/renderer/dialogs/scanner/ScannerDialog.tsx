import { Alert, Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../kiosk-context.ts';
import { coloursOf, type GreyPicture } from '../../scanner/camera/grey-picture.ts';
import type { ScanStatistics } from '../../scanner/scan-statistics.ts';
import type { Scanner } from '../../scanner/scanner.ts';
import type { ScannerView } from '../../use-scanner.ts';
import { CloseButton } from '../dialog-parts.tsx';
import { CameraControls } from './CameraControls.tsx';
import { Preview } from './Preview.tsx';
import css from './scanner-dialog.module.css';
import './camera-texts.ts';

const REFRESH_MS = 500;

interface Look {
  readonly statistics: ScanStatistics;
  readonly capabilities: MediaTrackCapabilities | null;
  readonly strip: GreyPicture | null;
  readonly isWasm: boolean;
}

/** The technician's page about the scanner. What is read meanwhile is shown here and decided nowhere. */
export function ScannerDialog(props: { readonly scanner: ScannerView; readonly onClose: () => void }) {
  const { t } = useTranslation('camera');
  const { scanner } = props;
  const look = useLook(scanner.current);
  return (
    <Modal
      open
      title={t('technician.title')}
      width="60rem"
      onCancel={props.onClose}
      footer={<CloseButton onClose={props.onClose} />}
    >
      <div className={css['page']} data-scanner-page>
        <div className={css['side']}>
          <Preview />
          {scanner.camera.kind === 'running' && (
            <CameraControls controls={scanner.camera.controls} onSet={scanner.control} />
          )}
          <SaveFrame current={scanner.current} />
        </div>
        <dl className={css['facts']}>
          <CameraFacts scanner={scanner} />
          {look && <DecoderFacts look={look} />}
          <Fact name={t('technician.lastCode')}>{shortened(scanner.lastCode?.text)}</Fact>
        </dl>
      </div>
      <Strip strip={look?.strip ?? null} />
      {look?.capabilities && (
        <details className={css['capabilities']}>
          <summary>{t('technician.capabilities')}</summary>
          <pre>{JSON.stringify(look.capabilities, withoutIds, 1)}</pre>
        </details>
      )}
    </Modal>
  );
}

/** Asks the scanner twice a second, and for strips and misses only as long as somebody looks. */
function useLook(current: () => Scanner | null): Look | null {
  const [look, setLook] = useState<Look | null>(null);
  useEffect(() => {
    const refresh = () => {
      const technician = current()?.technician;
      if (technician === undefined) return;
      technician.diagnose(true);
      setLook({
        statistics: technician.statistics(),
        capabilities: technician.capabilities(),
        strip: technician.strip(),
        isWasm: technician.isWasm(),
      });
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => {
      clearInterval(timer);
      current()?.technician.diagnose(false);
    };
  }, [current]);
  return look;
}

function Fact(props: { readonly name: string; readonly children: string | number }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function CameraFacts({ scanner }: { readonly scanner: ScannerView }) {
  const { t } = useTranslation('camera');
  const states = useTranslation('scanner').t;
  const { camera } = scanner;
  if (camera.kind !== 'running') {
    return <Fact name={t('technician.camera')}>{states(`camera.${camera.kind}.title`)}</Fact>;
  }
  return (
    <>
      <Fact name={t('technician.camera')}>{camera.label}</Fact>
      <Fact name={t('technician.size')}>{`${camera.width} × ${camera.height}`}</Fact>
    </>
  );
}

function DecoderFacts({ look }: { readonly look: Look }) {
  const { t } = useTranslation('camera');
  const { statistics, isWasm } = look;
  const hits = Object.entries(statistics.hits).map(([stage, count]) => `${stage} ${count}`);
  return (
    <>
      <Fact name={t('technician.cameraFps')}>{statistics.cameraFps.toFixed(1)}</Fact>
      <Fact name={t('technician.looks')}>{statistics.looksPerSecond.toFixed(1)}</Fact>
      <Fact name={t('technician.times')}>
        {`p50 ${milliseconds(statistics.decodeMsMedian)} · p95 ${milliseconds(statistics.decodeMsP95)}`}
      </Fact>
      <Fact name={t('technician.stage')}>{statistics.lastStage ?? '–'}</Fact>
      <Fact name={t('technician.hits')}>{hits.join(' · ') || '–'}</Fact>
      <Fact name={t('technician.frames')}>
        {t('technician.framesOf', { frames: statistics.frames, empty: statistics.empty })}
      </Fact>
      <Fact name={t('technician.decoder')}>{t(isWasm ? 'technician.wasm' : 'technician.script')}</Fact>
      <Fact name={t('technician.crashes')}>{statistics.crashes}</Fact>
    </>
  );
}

function Strip({ strip }: { readonly strip: GreyPicture | null }) {
  const { t } = useTranslation('camera');
  const draw = (canvas: HTMLCanvasElement | null) => {
    if (canvas === null || strip === null) return;
    canvas.width = strip.width;
    canvas.height = strip.height;
    canvas.getContext('2d')?.putImageData(coloursOf(strip), 0, 0);
  };
  return (
    <figure className={css['strip']} data-strip={strip === null ? 'none' : 'shown'}>
      <figcaption>{t('technician.strip')}</figcaption>
      {strip === null ? <span>{t('technician.noStrip')}</span> : <canvas ref={draw} />}
    </figure>
  );
}

type Saved = { readonly kind: 'none' | 'failed' } | { readonly kind: 'saved'; readonly path: string };

function SaveFrame({ current }: { readonly current: () => Scanner | null }) {
  const { t } = useTranslation('camera');
  const { saveFrame } = useKiosk();
  const [saved, setSaved] = useState<Saved | null>(null);
  const save = async () => {
    const png = (await current()?.technician.lastMiss()) ?? null;
    setSaved(png === null ? { kind: 'none' } : await saveFrame(png));
  };
  return (
    <div className={css['save']}>
      <Alert type="warning" showIcon title={t('technician.warning')} />
      <Button onClick={save}>{t('technician.save')}</Button>
      {saved && (
        <span role="status" data-saved={saved.kind}>
          {saved.kind === 'saved'
            ? t('technician.saved', { path: saved.path })
            : t(saved.kind === 'none' ? 'technician.nothingMissed' : 'technician.notSaved')}
        </span>
      )}
    </div>
  );
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} ms`;
}

/** Enough to tell one test card from another; the page may be photographed. */
function shortened(text: string | undefined): string {
  if (text === undefined) return '–';
  return text.length <= 6 ? text : `${text.slice(0, 4)}…${text.slice(-2)}`;
}

function withoutIds(key: string, value: unknown): unknown {
  return key === 'deviceId' || key === 'groupId' ? undefined : value;
}

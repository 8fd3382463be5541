import { useTranslation } from 'react-i18next';
import type { CameraState } from '../scanner/scanner-event.ts';
import css from './camera-pane.module.css';

/** The preview with the card's outline, or what is wrong with the camera and what to do. */
export function CameraPane(props: {
  readonly state: CameraState;
  readonly inView: boolean;
  readonly videoRef: (video: HTMLVideoElement | null) => void;
  readonly onRetry: () => void;
  readonly onType: () => void;
}) {
  const { t } = useTranslation();
  const scanner = useTranslation('scanner').t;
  const { state } = props;
  return (
    <aside className={css['pane']} data-camera={state.kind}>
      <div className={css['frame']}>
        <video ref={props.videoRef} className={css['video']} muted playsInline />
        {state.kind === 'running' ? (
          <div className={`${css['outline']} ${props.inView ? css['lit'] : ''}`} />
        ) : (
          <CameraFault state={state} onRetry={props.onRetry} />
        )}
      </div>
      <p className={css['ways']}>{props.inView ? scanner('inView') : t('idle.hint')}</p>
      <button type="button" className={css['type']} onClick={props.onType}>
        F2 {t('type.title')}
      </button>
    </aside>
  );
}

function CameraFault({ state, onRetry }: { readonly state: CameraState; readonly onRetry: () => void }) {
  const { t } = useTranslation('scanner');
  const desk = useTranslation().t;
  return (
    <div className={css['fault']} role="status">
      <strong>{t(`camera.${state.kind}.title`)}</strong>
      <span>{t(`camera.${state.kind}.next`)}</span>
      {state.kind !== 'starting' && (
        <button type="button" className={css['again']} onClick={onRetry}>
          {desk('app.retry')}
        </button>
      )}
    </div>
  );
}

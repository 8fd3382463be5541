import { useTranslation } from 'react-i18next';
import { MEGABYTES_MAX, MEGAPIXELS_MAX } from '../../scanner/camera/picture-file.ts';
import type { CameraState } from '../../scanner/scanner-event.ts';
import type { PicturesView } from '../../use-pictures.ts';
import type { ScannerView } from '../../use-scanner.ts';
import css from './camera-pane.module.css';

/** The preview with the card's outline, or what is wrong with the camera and what to do; and the other ways in. */
export function CameraPane(props: {
  readonly scanner: Pick<ScannerView, 'camera' | 'inView' | 'isReadAgain' | 'videoRef' | 'retry'>;
  readonly pictures: PicturesView;
  readonly onType: () => void;
}) {
  const { t } = useTranslation();
  const words = useTranslation('scanner').t;
  const { scanner, pictures } = props;
  const { camera, inView } = scanner;
  return (
    <aside className={css['pane']} data-camera={camera.kind}>
      <div className={css['frame']}>
        <video ref={scanner.videoRef} className={css['video']} muted playsInline />
        {camera.kind === 'running' ? (
          <div className={`${css['outline']} ${inView ? css['lit'] : ''}`} />
        ) : (
          <CameraFault state={camera} onRetry={scanner.retry} />
        )}
        {pictures.isOver && <div className={css['over']}>{words('picture.drop')}</div>}
      </div>
      {scanner.isReadAgain ? (
        <p className={`${css['ways']} ${css['note']}`} role="status" data-read-again>
          {words('readAgain')}
        </p>
      ) : (
        <PictureWords pictures={pictures} otherwise={inView ? words('inView') : t('idle.hint')} />
      )}
      <div className={css['buttons']}>
        <button type="button" className={css['type']} onClick={props.onType}>
          F2 {t('type.title')}
        </button>
        <PictureButton pictures={pictures} />
      </div>
    </aside>
  );
}

/** What came of the last picture takes the place of the hint for a while. */
function PictureWords(props: { readonly pictures: PicturesView; readonly otherwise: string }) {
  const { t } = useTranslation('scanner');
  const { note } = props.pictures;
  if (note === null) return <p className={css['ways']}>{props.otherwise}</p>;
  return (
    <p className={`${css['ways']} ${css['note']}`} role="status" data-picture={note}>
      {t(`picture.${note}`, { megabytes: MEGABYTES_MAX, megapixels: MEGAPIXELS_MAX })}
    </p>
  );
}

function PictureButton({ pictures }: { readonly pictures: PicturesView }) {
  const { t } = useTranslation('scanner');
  return (
    <>
      <button type="button" className={css['type']} data-opens-files onClick={pictures.choose}>
        F3 {t('picture.open')}
      </button>
      <input
        ref={pictures.inputRef}
        type="file"
        accept="image/*,.heic,.heif"
        hidden
        aria-label={t('picture.open')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again.
          event.target.value = '';
          if (file !== undefined) void pictures.read(file);
        }}
      />
    </>
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

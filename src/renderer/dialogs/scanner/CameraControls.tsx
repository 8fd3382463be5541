import { useTranslation } from 'react-i18next';
import type {
  CameraRange,
  CameraSetting,
  CameraControls as Controls,
} from '../../scanner/camera/camera-controls.ts';
import css from './scanner-dialog.module.css';
import './camera-texts.ts';

/** Torch, zoom and focus, each only where this camera has it. */
export function CameraControls(props: {
  readonly controls: Controls;
  readonly onSet: (setting: CameraSetting) => void;
}) {
  const { t } = useTranslation('camera');
  const { controls, onSet } = props;
  const { torch, zoom, focus } = controls;
  if (torch === null && zoom === null && focus === null) return null;
  return (
    <div className={css['controls']}>
      {torch !== null && (
        <Toggle
          label={t('controls.torch')}
          isOn={torch}
          onChange={(isOn) => onSet({ kind: 'torch', isOn })}
        />
      )}
      {zoom !== null && (
        <Range label={t('controls.zoom')} range={zoom} onChange={(value) => onSet({ kind: 'zoom', value })} />
      )}
      {focus !== null && (
        <>
          {focus.isAuto !== null && (
            <Toggle
              label={t('controls.autoFocus')}
              isOn={focus.isAuto}
              onChange={(isAuto) => onSet({ kind: 'focus', distance: isAuto ? null : focus.distance.value })}
            />
          )}
          {focus.isAuto !== true && (
            <Range
              label={t('controls.focus')}
              range={focus.distance}
              onChange={(distance) => onSet({ kind: 'focus', distance })}
            />
          )}
        </>
      )}
    </div>
  );
}

function Toggle(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <button
      type="button"
      className={css['toggle']}
      aria-pressed={props.isOn}
      onClick={() => props.onChange(!props.isOn)}
    >
      {props.isOn ? '●' : '○'} {props.label}
    </button>
  );
}

function Range(props: {
  readonly label: string;
  readonly range: CameraRange;
  readonly onChange: (value: number) => void;
}) {
  const { min, max, step, value } = props.range;
  return (
    <label className={css['range']}>
      {props.label}
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
      />
    </label>
  );
}

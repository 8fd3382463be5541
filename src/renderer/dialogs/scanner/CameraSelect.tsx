import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CameraChoice, listCameras } from '../../scanner/camera/camera-devices.ts';
import './camera-texts.ts';

/** The camera of this desk, or whichever is there. */
export function CameraSelect(props: {
  readonly value: string | null;
  readonly onChange: (cameraId: string | null) => void;
}) {
  const { t } = useTranslation();
  const words = useTranslation('camera').t;
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  useEffect(() => {
    const list = () => void listCameras().then(setCameras);
    list();
    // One may be plugged in while somebody looks for it here.
    navigator.mediaDevices?.addEventListener('devicechange', list);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list);
  }, []);
  const isGone = props.value !== null && cameras.every((camera) => camera.cameraId !== props.value);
  return (
    <Select
      aria-label={t('settings.camera')}
      value={props.value ?? ''}
      options={[
        { value: '', label: t('settings.cameraDefault') },
        ...cameras.map((camera) => ({ value: camera.cameraId, label: camera.label })),
        ...(isGone ? [{ value: props.value ?? '', label: words('remembered') }] : []),
      ]}
      onChange={(cameraId) => props.onChange(cameraId === '' ? null : cameraId)}
    />
  );
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { useKiosk, useSettings } from './kiosk-context.ts';
import type { CameraSetting } from './scanner/camera-controls.ts';
import { createScanner, type Scanner } from './scanner/scanner.ts';
import type { CameraState, PictureResult, ScannerEvent } from './scanner/scanner-event.ts';

type FoundCode = Extract<ScannerEvent, { kind: 'code' }>;

export interface ScannerView {
  readonly camera: CameraState;
  readonly inView: boolean;
  /** What was found last, for the technician. */
  readonly lastCode: FoundCode | null;
  readonly videoRef: (video: HTMLVideoElement | null) => void;
  readonly retry: () => void;
  readonly control: (setting: CameraSetting) => void;
  readonly scanPicture: (picture: ImageData | ImageBitmap) => Promise<PictureResult>;
  /** Null while the desk is locked. */
  readonly current: () => Scanner | null;
}

/** Binds the scanner to the preview and its findings to the desk; a locked desk has no camera. */
export function useScanner(isLocked: boolean): ScannerView {
  const { desk, catalogue } = useKiosk();
  const { cameraId, cameraSize } = useSettings();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [camera, setCamera] = useState<CameraState>({ kind: 'starting' });
  const [inView, setInView] = useState(false);
  const [lastCode, setLastCode] = useState<FoundCode | null>(null);
  const scanner = useRef<Scanner | null>(null);
  const first = useRef({ cameraId, cameraSize });

  useEffect(() => {
    if (video === null || isLocked) return;
    const onEvent = (event: ScannerEvent) => {
      if (event.kind === 'code') {
        setLastCode(event);
        void desk.getState().show(event.text);
      } else if (event.kind === 'two-cards') desk.getState().showTwoCards();
      else if (event.kind === 'in-view') setInView(event.inView);
      else setCamera(event.state);
    };
    const oldPatterns = () => catalogue.current()?.oldCardNumbers ?? [];
    const { cameraId: id, cameraSize: size } = first.current;
    const started = createScanner({ video, cameraId: id, size, oldPatterns, onEvent });
    scanner.current = started;
    return () => {
      scanner.current = null;
      started.close();
      setInView(false);
      setLastCode(null);
    };
  }, [video, isLocked, desk, catalogue]);

  useEffect(() => {
    const isOther = first.current.cameraId !== cameraId;
    first.current = { cameraId, cameraSize };
    scanner.current?.setSize(cameraSize);
    if (isOther) scanner.current?.setCamera(cameraId);
  }, [cameraId, cameraSize]);

  const scanPicture = useCallback(
    async (picture: ImageData | ImageBitmap): Promise<PictureResult> =>
      (await scanner.current?.scanPicture(picture)) ?? { kind: 'failed' },
    [],
  );
  const control = useCallback((setting: CameraSetting) => scanner.current?.control(setting), []);
  const current = useCallback(() => scanner.current, []);
  return {
    camera,
    inView,
    lastCode,
    videoRef: setVideo,
    retry: () => scanner.current?.setCamera(cameraId),
    control,
    scanPicture,
    current,
  };
}

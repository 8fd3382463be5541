import { useEffect, useRef, useState } from 'react';
import { useKiosk, useSettings } from './kiosk-context.ts';
import { createScanner, type Scanner } from './scanner/scanner.ts';
import type { CameraState, ScannerEvent } from './scanner/scanner-event.ts';

export interface ScannerView {
  readonly camera: CameraState;
  readonly inView: boolean;
  readonly videoRef: (video: HTMLVideoElement | null) => void;
  readonly retry: () => void;
  readonly showPicture: (picture: ImageData) => void;
}

/** Binds the scanner to the preview and its findings to the desk; a locked desk has no camera. */
export function useScanner(isLocked: boolean): ScannerView {
  const { desk } = useKiosk();
  const { cameraId } = useSettings();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [camera, setCamera] = useState<CameraState>({ kind: 'starting' });
  const [inView, setInView] = useState(false);
  const scanner = useRef<Scanner | null>(null);
  const firstCameraId = useRef(cameraId);

  useEffect(() => {
    if (video === null || isLocked) return;
    const onEvent = (event: ScannerEvent) => {
      if (event.kind === 'code') void desk.getState().show(event.text);
      else if (event.kind === 'two-cards') desk.getState().showTwoCards();
      else if (event.kind === 'in-view') setInView(event.inView);
      else setCamera(event.state);
    };
    const started = createScanner({ video, cameraId: firstCameraId.current, onEvent });
    scanner.current = started;
    return () => {
      scanner.current = null;
      started.close();
    };
  }, [video, isLocked, desk]);

  useEffect(() => {
    if (firstCameraId.current === cameraId) return;
    firstCameraId.current = cameraId;
    scanner.current?.setCamera(cameraId);
  }, [cameraId]);

  return {
    camera,
    inView,
    videoRef: setVideo,
    retry: () => scanner.current?.setCamera(cameraId),
    showPicture: (picture) => void scanner.current?.scanPicture(picture),
  };
}

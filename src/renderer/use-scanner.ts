import { useCallback, useEffect, useRef, useState } from 'react';
import { isProofNews } from '../desk/desk-state.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { useKiosk, useSettings } from './kiosk-context.ts';
import type { CameraSetting } from './scanner/camera/camera-controls.ts';
import { createScanner, type Scanner } from './scanner/scanner.ts';
import type { CameraState, PictureResult, ScannerEvent } from './scanner/scanner-event.ts';

type FoundCode = Extract<ScannerEvent, { kind: 'code' }>;

export interface ScannerView {
  readonly camera: CameraState;
  readonly inView: boolean;
  /** A hand scanner has read an old number once, and has to read it once more. */
  readonly isReadAgain: boolean;
  /** What was found last, for the technician. */
  readonly lastCode: FoundCode | null;
  readonly videoRef: (video: HTMLVideoElement | null) => void;
  readonly retry: () => void;
  readonly control: (setting: CameraSetting) => void;
  readonly scanPicture: (picture: ImageData | ImageBitmap) => Promise<PictureResult>;
  /** Null while the desk is locked. */
  readonly current: () => Scanner | null;
}

/** The time within which a second reading counts with the first. */
const READ_AGAIN_MS = 10_000;

/** Binds the scanner to the preview and its results to the desk; a locked desk has no camera. */
export function useScanner(isScreenLocked: boolean): ScannerView {
  const { desk, catalogue, settings } = useKiosk();
  const { cameraId, cameraSize } = useSettings();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [camera, setCamera] = useState<CameraState>({ kind: 'starting' });
  const [inView, setInView] = useState(false);
  const [isReadAgain, setReadAgain] = useState(false);
  const [lastCode, setLastCode] = useState<FoundCode | null>(null);
  const scanner = useRef<Scanner | null>(null);
  const first = useRef({ cameraId, cameraSize });

  useEffect(() => {
    if (video === null || isScreenLocked) return;
    let forgetting: ReturnType<typeof setTimeout> | undefined;
    const askAgain = (isAsked: boolean) => {
      clearTimeout(forgetting);
      setReadAgain(isAsked);
      if (isAsked) forgetting = setTimeout(() => setReadAgain(false), READ_AGAIN_MS);
    };
    const onEvent = (event: ScannerEvent) => {
      switch (event.kind) {
        case 'code':
          askAgain(false);
          setLastCode(event);
          void desk.getState().show(event.text);
          break;
        case 'proof':
          if (isProofNews(desk.getState().screen)) void desk.getState().show(event.text);
          break;
        case 'read-again':
          askAgain(true);
          break;
        case 'two-cards':
          desk.getState().showTwoCards();
          break;
        case 'in-view':
          setInView(event.inView);
          break;
        case 'camera':
          setCamera(event.state);
          break;
        default:
          unreachable(event);
      }
    };
    const rules = () => catalogue.current() ?? {};
    const addedSymbologies = () => catalogue.current()?.addedSymbologies ?? [];
    const { cameraId: id, cameraSize: size } = first.current;
    const additions = () => settings.getState().settings.scannerAdditions;
    const what = { rules, additions, addedSymbologies };
    const started = createScanner({ video, cameraId: id, size, ...what, onEvent });
    scanner.current = started;
    return () => {
      scanner.current = null;
      started.close();
      askAgain(false);
      setInView(false);
      setLastCode(null);
    };
  }, [video, isScreenLocked, desk, catalogue, settings]);

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
    isReadAgain,
    lastCode,
    videoRef: setVideo,
    retry: () => scanner.current?.setCamera(cameraId),
    control,
    scanPicture,
    current,
  };
}

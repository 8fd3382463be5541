import { useCallback, useEffect, useRef, useState } from 'react';
import { type DeskState, isProofNews } from '../desk/desk-state.ts';
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
    const askAgain = readAgainPrompt(setReadAgain);
    const onEvent = (event: ScannerEvent) =>
      takeEvent(event, desk.getState(), { askAgain, setLastCode, setInView, setCamera });
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

  useToldCamera(camera);
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

/** Tells the office, by way of the host, what the camera does once it has begun or failed to. */
function useToldCamera({ kind }: CameraState): void {
  const { tellCamera } = useKiosk();
  useEffect(() => {
    if (kind !== 'off' && kind !== 'starting') tellCamera(kind);
  }, [tellCamera, kind]);
}

/** Shows the prompt for a second reading, for as long as that counts with the first, and takes it away. */
function readAgainPrompt(setReadAgain: (isAsked: boolean) => void): (isAsked: boolean) => void {
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  return (isAsked) => {
    clearTimeout(forgetting);
    setReadAgain(isAsked);
    if (isAsked) forgetting = setTimeout(() => setReadAgain(false), READ_AGAIN_MS);
  };
}

interface EventView {
  readonly askAgain: (isAsked: boolean) => void;
  readonly setLastCode: (code: FoundCode) => void;
  readonly setInView: (inView: boolean) => void;
  readonly setCamera: (camera: CameraState) => void;
}

/** Brings what the scanner has found to the desk, and its condition to the window. */
function takeEvent(event: ScannerEvent, desk: DeskState, view: EventView): void {
  switch (event.kind) {
    case 'code':
      view.askAgain(false);
      view.setLastCode(event);
      void desk.show(event.text);
      break;
    case 'proof':
      if (isProofNews(desk.screen)) void desk.show(event.text);
      break;
    case 'read-again':
      view.askAgain(true);
      break;
    case 'two-cards':
      desk.showTwoCards();
      break;
    case 'in-view':
      view.setInView(event.inView);
      break;
    case 'camera':
      view.setCamera(event.state);
      break;
    default:
      unreachable(event);
  }
}

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { bitmapOf, type PictureFileFault } from './scanner/camera/picture-file.ts';
import { onClerkKey } from './scanner/keys/keyboard-wedge.ts';
import type { PictureResult } from './scanner/scanner-event.ts';
import { PICTURE_KEY } from './window-keys.ts';

/** The message about the picture that was given last. */
type PictureNote = 'reading' | PictureFileFault | Exclude<PictureResult['kind'], 'code'>;

export interface PicturesView {
  readonly note: PictureNote | null;
  /** A file is being held over the window. */
  readonly isOver: boolean;
  /** The hidden field that opens the system's choice of files. */
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly choose: () => void;
  readonly read: (file: Blob) => Promise<void>;
}

const NOTE_STAYS_MS = 10_000;

/**
 * Pictures of a card from a file (button, F3, drag and drop) and from the clipboard, handed to the scanner.
 * Nothing that is dropped on the window opens in its place; a locked desk takes none.
 */
export function usePictures(options: {
  readonly isScreenLocked: boolean;
  readonly scan: (picture: ImageBitmap) => Promise<PictureResult>;
}): PicturesView {
  const { isScreenLocked, scan } = options;
  const [note, setNote] = useState<PictureNote | null>(null);
  const [isOver, setOver] = useState(false);
  const inputRef = useRef<HTMLInputElement | null>(null);

  const read = useCallback(
    async (file: Blob) => {
      setNote('reading');
      const bitmap = await bitmapOf(file);
      const result = typeof bitmap === 'string' ? bitmap : (await scan(bitmap)).kind;
      setNote(result === 'code' ? null : result);
    },
    [scan],
  );
  const choose = useCallback(() => inputRef.current?.click(), []);

  useEffect(() => {
    if (note === null || note === 'reading') return;
    const timer = setTimeout(() => setNote(null), NOTE_STAYS_MS);
    return () => clearTimeout(timer);
  }, [note]);

  useEffect(() => {
    const listening = new AbortController();
    const take = (files: FileList | undefined) => {
      const [file] = files ?? [];
      if (file !== undefined && !isScreenLocked) void read(file);
    };
    listenForFiles(listening.signal, { take, setOver });
    return () => listening.abort();
  }, [isScreenLocked, read]);

  useEffect(() => {
    if (isScreenLocked || areFilesShut()) return;
    return onClerkKey(({ key }) => {
      if (key === PICTURE_KEY) choose();
      return key === PICTURE_KEY;
    });
  }, [isScreenLocked, choose]);

  return { note, isOver: isOver && !isScreenLocked, inputRef, choose, read };
}

function listenForFiles(
  signal: AbortSignal,
  on: {
    readonly take: (files: FileList | undefined) => void;
    readonly setOver: (isOver: boolean) => void;
  },
): void {
  window.addEventListener('paste', (event) => on.take(event.clipboardData?.files), { signal });
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    on.setOver(true);
  };
  window.addEventListener('dragenter', over, { signal });
  window.addEventListener('dragover', over, { signal });
  const isLeft = (event: DragEvent) => event.relatedTarget === null;
  window.addEventListener('dragleave', (event) => isLeft(event) && on.setOver(false), { signal });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    on.setOver(false);
    on.take(event.dataTransfer?.files);
  };
  window.addEventListener('drop', drop, { signal });
}

/** True in a window that fills the screen: it opens no choice of files, and pictures come by the clipboard alone. */
export function areFilesShut(): boolean {
  return document.documentElement.dataset['files'] === 'shut';
}

import type { Session } from 'electron';
import { isOwnUrl } from './own-origin.ts';

/** Whatever is not our own page, whoever asks for it. */
const REMOTE_URLS = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** What pages of this session may do: our own may use the camera; nothing else, and nothing from outside. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    decide(isOwnUrl(details.requestingUrl) && permission === 'media' && isCameraAlone(mediaTypes));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      isOwnUrl(requestingOrigin) && permission === 'media' && details.mediaType === 'video',
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: REMOTE_URLS }, (_details, decide) => decide({ cancel: true }));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}

function isCameraAlone(mediaTypes: readonly string[] | undefined): boolean {
  return mediaTypes !== undefined && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}

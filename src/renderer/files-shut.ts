/** True in a window that fills the screen: it opens no choice of files, and pictures come by the clipboard alone. */
export function areFilesShut(): boolean {
  return document.documentElement.dataset['files'] === 'shut';
}

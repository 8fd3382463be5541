import css from './scanner-dialog.module.css';

/** Shows the desk's own stream again, since the pane behind this dialog is covered. */
export function Preview() {
  const show = (video: HTMLVideoElement | null) => {
    const desk = document.querySelector<HTMLVideoElement>('[data-camera] video');
    if (video !== null && desk !== null && video.srcObject !== desk.srcObject) {
      video.srcObject = desk.srcObject;
    }
  };
  return <video ref={show} className={css['preview']} autoPlay muted playsInline />;
}

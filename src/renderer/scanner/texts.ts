const zh = {
  camera: {
    off: { title: '摄像头未开', next: '可用扫码枪，或按 F2 输入卡号。' },
    starting: { title: '正在打开摄像头…', next: '可先用扫码枪，或按 F2 输入卡号。' },
    running: { title: '请出示英才卡', next: '把卡上的条码或二维码对准取景框。' },
    none: { title: '没有找到摄像头', next: '请插好摄像头的连线；现在可用扫码枪，或按 F2 输入卡号。' },
    denied: {
      title: '摄像头未获允许',
      next: '请在系统设置中允许本程序使用摄像头；现在可用扫码枪，或按 F2 输入卡号。',
    },
    busy: {
      title: '摄像头被别的程序占用',
      next: '请关闭正在用摄像头的程序（如视频会议），随后会自动接上。',
    },
    unplugged: {
      title: '摄像头断开了',
      next: '请重新插好连线，插好后自动接上；现在可用扫码枪，或按 F2 输入卡号。',
    },
    unsupported: {
      title: '此处不能用摄像头',
      next: '请用本程序自己的窗口打开；可用扫码枪，或按 F2 输入卡号。',
    },
    failed: {
      title: '摄像头打不开',
      next: '请拔下再插上，或在设置中另选摄像头；可用扫码枪，或按 F2 输入卡号。',
    },
  },
  inView: '看到条码了',
};

const en: typeof zh = {
  camera: {
    off: { title: 'The camera is off', next: 'Use the hand scanner, or press F2 to type the number.' },
    starting: {
      title: 'Opening the camera…',
      next: 'Meanwhile use the hand scanner, or press F2 to type the number.',
    },
    running: { title: 'Please show the talent card', next: 'Hold its bar code or QR into the frame.' },
    none: {
      title: 'No camera found',
      next: 'Plug the camera in. For now use the hand scanner, or press F2 to type the number.',
    },
    denied: {
      title: 'The camera is not allowed',
      next: 'Allow the camera in the system settings. For now use the hand scanner, or press F2 to type the number.',
    },
    busy: {
      title: 'Another program has the camera',
      next: 'Close the program that uses it (a video call?); the kiosk then takes it by itself.',
    },
    unplugged: {
      title: 'The camera came off',
      next: 'Plug it in again and it goes on by itself. For now use the hand scanner, or press F2 to type the number.',
    },
    unsupported: {
      title: 'No camera can be used here',
      next: 'Open the kiosk in its own window. Use the hand scanner, or press F2 to type the number.',
    },
    failed: {
      title: 'The camera does not open',
      next: 'Unplug it and plug it in again, or choose another in settings. Use the hand scanner, or press F2.',
    },
  },
  inView: 'Code in view',
};

/** Namespace `scanner`: one entry per camera state, each with what to do. */
export const scannerTexts = { zh, en };

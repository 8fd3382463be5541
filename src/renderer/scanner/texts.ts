/** Namespace `scanner`: one entry per camera state, each with what to do. */
export const scannerChinese = {
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
    black: {
      title: '摄像头画面全黑',
      next: '请打开镜头盖，擦净镜头，开灯；现在可用扫码枪，或按 F2 输入卡号。',
    },
    frozen: {
      title: '摄像头画面不动了',
      next: '请按“再试一次”；还不行就拔下再插上。现在可用扫码枪，或按 F2 输入卡号。',
    },
    'no-decoder': {
      title: '识读程序出错',
      next: '正在自动重新启动；现在可用扫码枪，或按 F2 输入卡号。',
    },
  },
  inView: '看到条码了',
  readAgain: '这是旧卡号，请用扫码枪再扫一次核对。',
  picture: {
    open: '打开图片',
    drop: '松手即识读这张图片',
    reading: '正在识读图片…',
    nothing: '图片里没有找到条码。请换一张更清楚、条码更大的图片。',
    'two-cards': '图片里有两张不同的卡。请只留一张再试。',
    'no-picture': '这不是图片文件，或者打不开。请用 JPEG 或 PNG 图片。',
    heic: '这是 HEIC 格式的手机照片，这里打不开。请在手机上把照片截屏，用截屏图片再试。',
    'too-large': '图片太大（超过 {{megabytes}} MB 或 {{megapixels}} 百万像素）。请先缩小或截取条码部分。',
    failed: '图片没有识读成功，请再试一次。',
  },
};

import type { scannerChinese } from './texts.ts';

export const scannerEnglish: typeof scannerChinese = {
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
    black: {
      title: 'The camera sees only black',
      next: 'Take off the lens cover, wipe the lens, switch on a light. For now use the hand scanner, or press F2.',
    },
    frozen: {
      title: 'The camera picture is frozen',
      next: 'Press Try again; if that does not help, unplug it and plug it in again. For now use the hand scanner, or press F2.',
    },
    'no-decoder': {
      title: 'The code reader has failed',
      next: 'It is being restarted by itself. For now use the hand scanner, or press F2 to type the number.',
    },
  },
  inView: 'Code in view',
  readAgain: 'This is an old number. Scan it once more to make sure.',
  picture: {
    open: 'Open a picture',
    drop: 'Let go to read this picture',
    reading: 'Reading the picture…',
    nothing: 'No code found in the picture. Take a sharper one in which the code is larger.',
    'two-cards': 'There are two different cards in the picture. Leave only one and try again.',
    'no-picture': 'This file is no picture, or cannot be opened. Use a JPEG or PNG.',
    heic: 'This is a HEIC photo from a phone, which cannot be opened here. Take a screenshot of it on the phone and use that.',
    'too-large':
      'The picture is too large (over {{megabytes}} MB or {{megapixels}} megapixels). Make it smaller, or cut the code out.',
    failed: 'The picture could not be read. Please try again.',
  },
};

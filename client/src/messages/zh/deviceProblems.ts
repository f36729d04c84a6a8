import type { Messages } from '../Messages.ts';

export const problemsBeforeCall: Messages['deviceProblems'] = {
  camera: {
    refused: '此页面无权使用摄像头。请在地址栏旁允许，或不用摄像头加入。',
    refused_by_system: '系统禁止浏览器使用摄像头。请在系统的隐私设置中允许，或不用摄像头加入。',
    missing: '未找到摄像头。请接上一个，或不用摄像头加入。',
    busy: '摄像头正被其他程序占用。请关闭该程序，或不用摄像头加入。',
    unplugged: '摄像头已断开。请重新接上，或不用摄像头加入。',
    interrupted: '摄像头没有画面，可能被其他程序或设备上的开关挡住。请放开它，或不用摄像头加入。',
    failed: '摄像头未能启动。请重试，或不用摄像头加入。',
  },
  microphone: {
    refused: '此页面无权使用麦克风。请在地址栏旁允许，或不用麦克风加入。',
    refused_by_system: '系统禁止浏览器使用麦克风。请在系统的隐私设置中允许，或不用麦克风加入。',
    missing: '未找到麦克风。请接上一个，或不用麦克风加入。',
    busy: '麦克风正被其他程序占用。请关闭该程序，或不用麦克风加入。',
    unplugged: '麦克风已断开。请重新接上，或不用麦克风加入。',
    interrupted: '麦克风没有声音，可能被其他程序或设备上的开关挡住。请放开它，或不用麦克风加入。',
    failed: '麦克风未能启动。请重试，或不用麦克风加入。',
  },
  both: {
    refused: '此页面无权使用摄像头和麦克风。请在地址栏旁允许，或只听不说。',
    refused_by_system: '系统禁止浏览器使用摄像头和麦克风。请在系统的隐私设置中允许，或只听不说。',
    missing: '未找到摄像头和麦克风。请接上，或只听不说。',
    busy: '摄像头和麦克风正被其他程序占用。请关闭该程序，或只听不说。',
    unplugged: '摄像头和麦克风已断开。请重新接上，或只听不说。',
    interrupted: '摄像头和麦克风没有信号，可能被其他程序或开关挡住。请放开它们，或只听不说。',
    failed: '摄像头和麦克风未能启动。请重试，或只听不说。',
  },
};

export const problemsDuringCall: Messages['room']['deviceProblems'] = {
  camera: {
    refused: '此页面无权使用摄像头。请在地址栏旁允许。',
    refused_by_system: '系统禁止浏览器使用摄像头。请在隐私设置中允许。',
    missing: '未找到摄像头。请接上一个。',
    busy: '摄像头正被其他程序占用。请关闭该程序。',
    unplugged: '摄像头已断开。其他人现在看到的是你的头像。',
    interrupted: '摄像头被其他程序或开关挡住了，放开后会自动恢复。',
    failed: '摄像头停止了工作。其他人现在看到的是你的头像。',
  },
  microphone: {
    refused: '此页面无权使用麦克风。请在地址栏旁允许。',
    refused_by_system: '系统禁止浏览器使用麦克风。请在隐私设置中允许。',
    missing: '未找到麦克风。请接上一个。',
    busy: '麦克风正被其他程序占用。请关闭该程序。',
    unplugged: '麦克风已断开。其他人现在听不到你。',
    interrupted: '麦克风被其他程序或开关挡住了，放开之前其他人听不到你。',
    failed: '麦克风停止了工作。其他人现在听不到你。',
  },
};

#!/bin/sh
# Compiles Debian's source of ffmpeg with what films of recordings need, and nothing of it that opens a network connection
# or a device. usage: ffmpeg.sh FOLDER
set -eu
output=$1
# Where packages come from, their sources do.
for entry in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ ! -f "$entry" ] || sed 's/^deb /deb-src /' "$entry" > "/etc/apt/sources.list.d/source-of-${entry##*/}.list"
done
for entry in /etc/apt/sources.list.d/*.sources; do
  [ ! -f "$entry" ] || sed -i 's/^Types:.*/Types: deb deb-src/' "$entry"
done
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends dpkg-dev gcc libc6-dev make nasm pkgconf \
  libdav1d-dev libopus-dev libvpx-dev libx264-dev zlib1g-dev
mkdir -p /src && cd /src
apt-get -qq source ffmpeg
cd ffmpeg-*/
./configure --disable-autodetect --disable-debug --disable-doc --disable-ffplay --disable-ffprobe --disable-network \
  --enable-gpl --enable-libdav1d --enable-libopus --enable-libvpx --enable-libx264 --enable-zlib \
  --disable-everything --enable-protocol=file,pipe --enable-parser=aac,av1,h264,mjpeg,opus,png,vp8,vp9 \
  --enable-bsf=aac_adtstoasc,av1_frame_merge,extract_extradata,h264_mp4toannexb,null,vp9_superframe,vp9_superframe_split \
  --enable-decoder=aac,h264,libdav1d,libopus,libvpx_vp9,mjpeg,opus,png,vp8,vp9 \
  --enable-encoder=aac,libopus,libvpx_vp9,libx264,mjpeg,pcm_s16le,wrapped_avframe \
  --enable-demuxer=concat,ffmetadata,image2,image_png_pipe,matroska,mov \
  --enable-muxer=image2,ipod,matroska,mov,mp4,null,webm \
  --enable-filter=adelay,aformat,alimiter,amix,anull,anullsrc,aresample,asetpts,atrim \
  --enable-filter=color,crop,format,fps,hflip,null,overlay,scale,setpts,setsar,tpad,transpose,trim,vflip
make -j"$(nproc)" ffmpeg
mkdir -p "$output" && cp ffmpeg "$output"

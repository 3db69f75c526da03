@echo off
rem Runs the curlew command. It has not been run on Windows yet.
setlocal
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable -jar "%~dp0..\lib\curlew.jar" %*
exit /b %ERRORLEVEL%

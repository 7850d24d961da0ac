<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Format</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
</context>
<context>
    <name>TensorText</name>
    <message>
        <source>Query projection</source>
        <translation>쿼리 투영</translation>
    </message>
    <message>
        <source>Key projection</source>
        <translation>키 투영</translation>
    </message>
    <message>
        <source>Value projection</source>
        <translation>값 투영</translation>
    </message>
    <message>
        <source>Output projection of the attention</source>
        <translation>어텐션 출력 투영</translation>
    </message>
    <message>
        <source>Gate projection of the MLP</source>
        <translation>MLP 게이트 투영</translation>
    </message>
    <message>
        <source>Up projection of the MLP</source>
        <translation>MLP 상향 투영</translation>
    </message>
    <message>
        <source>Down projection of the MLP</source>
        <translation>MLP 하향 투영</translation>
    </message>
    <message>
        <source>Token embedding</source>
        <translation>토큰 임베딩</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>출력 헤드</translation>
    </message>
    <message>
        <source>Final norm</source>
        <translation>최종 정규화</translation>
    </message>
    <message>
        <source>Norm before the attention</source>
        <translation>어텐션 앞 정규화</translation>
    </message>
    <message>
        <source>Norm before the MLP</source>
        <translation>MLP 앞 정규화</translation>
    </message>
    <message>
        <source>Norm of the queries</source>
        <translation>쿼리 정규화</translation>
    </message>
    <message>
        <source>Norm of the keys</source>
        <translation>키 정규화</translation>
    </message>
    <message>
        <source>Bias: %1</source>
        <translation>편향: %1</translation>
    </message>
    <message>
        <source>no other layer</source>
        <translation>다른 레이어 없음</translation>
    </message>
</context>
<context>
    <name>fracbit::app::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>놓으면 열립니다</translation>
    </message>
</context>
<context>
    <name>fracbit::app::JobLane</name>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>메모리가 부족하여 이 작업을 할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::MainWindow</name>
    <message>
        <source>Open a model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors *.bin config.json)</source>
        <translation>모델 (*.gguf *.safetensors *.bin config.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>모델 폴더 열기</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>파일 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>폴더 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 항목 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close model</source>
        <translation>모델 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>행 복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Filter tensors</source>
        <translation>텐서 필터링(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>시스템 설정 따르기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Fracbit Studio</source>
        <translation>Fracbit Studio 정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>목록 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>About Fracbit Studio</source>
        <translation>Fracbit Studio 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;Fits a large language model into a memory and latency budget by giving each layer a fractional number of bits.&lt;/p&gt;&lt;p&gt;Free software under the MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Fracbit Studio %1&lt;/h3&gt;&lt;p&gt;각 레이어에 소수 단위의 비트를 배정하여 대규모 언어 모델을 메모리와 지연 시간 예산에 맞춥니다.&lt;/p&gt;&lt;p&gt;MIT 라이선스를 따르는 자유 소프트웨어입니다.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>블록 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>선형 레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Mean over all tensors as they are stored</source>
        <translation>저장된 모든 텐서의 평균</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Longest context in tokens</source>
        <translation>최대 컨텍스트(토큰 수)</translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelPage</name>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>다른 파일 열기…</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>다른 폴더 열기…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>This could not be opened</source>
        <translation>열 수 없습니다</translation>
    </message>
    <message>
        <source>The studio reads Hugging Face folders (config.json with safetensors or PyTorch files) and GGUF files of Llama, Mistral, Qwen2 and Qwen3 models. The file was not changed.</source>
        <translation>Llama, Mistral, Qwen2, Qwen3 모델의 Hugging Face 폴더(config.json과 safetensors 또는 PyTorch 파일)와 GGUF 파일을 읽을 수 있습니다. 파일은 변경되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::NavigationBar</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>Allocate</source>
        <translation>할당</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
</context>
<context>
    <name>fracbit::app::StartView</name>
    <message>
        <source>Drop a model here</source>
        <translation>여기에 모델을 놓으세요</translation>
    </message>
    <message>
        <source>A Hugging Face folder (config.json and safetensors) or a GGUF file. Nothing is changed in it.</source>
        <translation>Hugging Face 폴더(config.json과 safetensors) 또는 GGUF 파일. 원본은 변경되지 않습니다.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근 항목</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>최근에 연 항목</translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <comment>file name, folder</comment>
        <translation>%1  —  %2</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorBrowser</name>
    <message>
        <source>Filter by name, block or type, e.g. “mlp.down” or “Q8_0”</source>
        <translation>이름, 블록 또는 형식으로 필터링(예: “mlp.down” 또는 “Q8_0”)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Tensors of the model</source>
        <translation>모델의 텐서</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>행 복사</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>일치하는 항목 없음</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorDetails</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy these facts as text</source>
        <translation>이 정보를 텍스트로 복사</translation>
    </message>
    <message>
        <source>Details of the selection</source>
        <translation>선택 항목 세부 정보</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>정확한 크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
    <message>
        <source>Shares its input with</source>
        <translation>입력을 공유하는 레이어</translation>
    </message>
    <message>
        <source>Row order</source>
        <translation>행 순서</translation>
    </message>
    <message>
        <source>interleaved for rope, as llama.cpp stores it</source>
        <translation>llama.cpp 저장 방식대로 RoPE용으로 교차됨</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>저장된 이름</translation>
    </message>
    <message>
        <source>In file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Linear weights</source>
        <translation>선형 가중치</translation>
    </message>
    <message>
        <source>Share of the model</source>
        <translation>모델 내 비중</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Outside the blocks</source>
        <translation>블록 외부</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>Embeddings, final norm and output head; kept in 16 bits when the model is quantized</source>
        <translation>임베딩, 최종 정규화, 출력 헤드. 양자화할 때 16비트로 유지됩니다</translation>
    </message>
    <message>
        <source>One transformer block</source>
        <translation>트랜스포머 블록 하나</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>선택 항목 없음</translation>
    </message>
    <message>
        <source>Choose a tensor or a block to see its details.</source>
        <translation>텐서나 블록을 선택하면 세부 정보가 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message>
        <source>Outside the blocks</source>
        <translation>블록 외부</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트</translation>
    </message>
</context>
<context>
    <name>fracbit::app::WaitingPage</name>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>열린 모델이 없습니다</translation>
    </message>
    <message>
        <source>A profile measures how much the loss of a model suffers from errors in each of its layers. It needs a model.</source>
        <translation>프로파일은 각 레이어의 오차가 모델 손실에 얼마나 영향을 주는지 측정합니다. 모델이 필요합니다.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>“%1” has no profile yet</source>
        <translation>“%1”의 프로파일이 아직 없습니다</translation>
    </message>
    <message>
        <source>Profiles are measured on the command line. This writes one for the open model:</source>
        <translation>프로파일은 명령줄에서 측정합니다. 다음 명령은 열린 모델의 프로파일을 기록합니다:</translation>
    </message>
    <message>
        <source>Allocation decides how many bits each layer gets. It needs a model and its profile.</source>
        <translation>할당은 각 레이어의 비트 수를 결정합니다. 모델과 프로파일이 필요합니다.</translation>
    </message>
    <message>
        <source>Allocation needs a profile</source>
        <translation>할당하려면 프로파일이 필요합니다</translation>
    </message>
    <message>
        <source>The bits of a layer follow from its sensitivity, which is part of the profile. “%1” has none yet.</source>
        <translation>레이어의 비트 수는 프로파일에 포함된 민감도로 정해집니다. “%1”에는 아직 프로파일이 없습니다.</translation>
    </message>
    <message>
        <source>Go to Profile</source>
        <translation>프로파일로 이동</translation>
    </message>
    <message>
        <source>Export writes a quantized copy of a model. It needs a model and an allocation of bits to its layers.</source>
        <translation>내보내기는 모델의 양자화된 사본을 기록합니다. 모델과 레이어별 비트 할당이 필요합니다.</translation>
    </message>
    <message>
        <source>Export needs an allocation</source>
        <translation>내보내려면 할당이 필요합니다</translation>
    </message>
    <message>
        <source>Nothing has been decided yet about the bits of the layers of “%1”.</source>
        <translation>“%1”의 레이어 비트가 아직 결정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Go to Allocate</source>
        <translation>할당으로 이동</translation>
    </message>
</context>
</TS>
